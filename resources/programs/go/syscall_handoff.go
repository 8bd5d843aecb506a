// Goroutines that block in system calls beside goroutines that compute.
package main

import (
	"fmt"
	"sync"
	"syscall"
	"time"
)

const (
	callers  = 3
	calls    = 4
	blocking = 3 * time.Millisecond
	busy     = 4
	work     = 5 * time.Millisecond
)

// compute keeps a processor busy for about d.
func compute(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
	}
}

func caller(done *sync.WaitGroup) {
	defer done.Done()
	for i := 0; i < calls; i++ {
		pause := syscall.NsecToTimespec(int64(blocking))
		syscall.Nanosleep(&pause, nil)
	}
}

func computer(done *sync.WaitGroup) {
	defer done.Done()
	compute(work)
}

func main() {
	var done sync.WaitGroup
	for i := 0; i < callers; i++ {
		done.Add(1)
		go caller(&done)
	}
	for i := 0; i < busy; i++ {
		done.Add(1)
		go computer(&done)
	}
	done.Wait()
	fmt.Println("all calls and computations are done")
}
