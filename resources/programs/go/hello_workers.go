// Five workers: each computes a little, sleeps, and computes again.
package main

import (
	"fmt"
	"sync"
	"time"
)

const (
	workers = 5
	pause   = 10 * time.Millisecond
	work    = 300 * time.Microsecond
)

// compute keeps a processor busy for about d.
func compute(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
	}
}

func worker(id int, done *sync.WaitGroup) {
	defer done.Done()
	fmt.Println("worker", id, "starts")
	compute(work)
	time.Sleep(pause)
	compute(work)
	fmt.Println("worker", id, "is done")
}

func main() {
	var done sync.WaitGroup
	for id := 1; id <= workers; id++ {
		done.Add(1)
		go worker(id, &done)
	}
	done.Wait()
	fmt.Println("all workers are done")
}
