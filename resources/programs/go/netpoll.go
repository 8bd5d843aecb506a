// An echo server and its clients. Every goroutine waits for the network now and then, and one thread for all of them.
package main

import (
	"fmt"
	"io"
	"net"
	"sync"
	"time"
)

const (
	clients  = 6
	requests = 3
	work     = 200 * time.Microsecond
	pause    = 300 * time.Microsecond
)

// compute keeps a processor busy for about d.
func compute(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
	}
}

func handler(conn net.Conn) {
	defer conn.Close()
	bytes := make([]byte, 64)
	for {
		n, err := conn.Read(bytes)
		if err != nil { // the client has closed
			return
		}
		compute(work)
		conn.Write(bytes[:n])
	}
}

func server(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil { // main has closed the listener
			return
		}
		go handler(conn)
	}
}

func client(address string, done *sync.WaitGroup) {
	defer done.Done()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		panic(err)
	}
	defer conn.Close()
	bytes := make([]byte, 5)
	for i := 0; i < requests; i++ {
		conn.Write([]byte("hello"))
		if _, err := io.ReadFull(conn, bytes); err != nil {
			panic(err)
		}
		time.Sleep(pause)
	}
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go server(listener)
	var done sync.WaitGroup
	for i := 0; i < clients; i++ {
		done.Add(1)
		go client(listener.Addr().String(), &done)
	}
	done.Wait()
	listener.Close()
	fmt.Println("every client has its answers")
}
