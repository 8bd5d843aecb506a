// What real Go needs for the same work as tests/bench/gmp/runtime_bench.cpp: one line a figure, nanoseconds a piece.
package main

import (
	"flag"
	"fmt"
	"runtime"
	"sync"
	"time"
)

func gosched(n int) time.Duration {
	var group sync.WaitGroup
	group.Add(2)
	begin := time.Now()
	for i := 0; i < 2; i++ {
		go func() {
			for k := 0; k < n/2; k++ {
				runtime.Gosched()
			}
			group.Done()
		}()
	}
	group.Wait()
	return time.Since(begin)
}

func pingPong(n int) time.Duration {
	there, back := make(chan int), make(chan int)
	go func() {
		for v := range there {
			back <- v
		}
	}()
	begin := time.Now()
	for i := 0; i < n; i++ {
		there <- i
		<-back
	}
	took := time.Since(begin)
	close(there)
	return took
}

func buffered(n int) time.Duration {
	channel := make(chan int, 128)
	begin := time.Now()
	go func() {
		for i := 0; i < n; i++ {
			channel <- i
		}
		close(channel)
	}()
	for range channel {
	}
	return time.Since(begin)
}

func spawnJoin(n int) time.Duration {
	done := make(chan struct{})
	begin := time.Now()
	for i := 0; i < n; i++ {
		go func() { done <- struct{}{} }()
		<-done
	}
	return time.Since(begin)
}

func spawnMany(n int) time.Duration {
	var group sync.WaitGroup
	group.Add(n)
	begin := time.Now()
	for i := 0; i < n; i++ {
		go group.Done()
	}
	group.Wait()
	return time.Since(begin)
}

func main() {
	procs := flag.Int("procs", 1, "GOMAXPROCS")
	flag.Parse()
	runtime.GOMAXPROCS(*procs)
	benches := []struct {
		name string
		run  func(int) time.Duration
		n    int
	}{
		{"gosched", gosched, 4_000_000},
		{"ping_pong", pingPong, 1_000_000},
		{"buffered_128", buffered, 4_000_000},
		{"spawn_join", spawnJoin, 1_000_000},
		{"spawn_many", spawnMany, 1_000_000},
	}
	for _, b := range benches {
		b.run(b.n / 20)
		fmt.Printf("%s %.2f\n", b.name, float64(b.run(b.n).Nanoseconds())/float64(b.n))
	}
}
