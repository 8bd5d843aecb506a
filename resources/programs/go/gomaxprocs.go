// The number of Ps changes twice while eight goroutines compute: each time the world stops for a moment.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

const (
	workers = 8
	work    = 6 * time.Millisecond
	more    = 4
	fewer   = 2
)

// compute keeps a processor busy for about d.
func compute(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
	}
}

func worker(id int, done *sync.WaitGroup) {
	defer done.Done()
	compute(work)
	fmt.Println("worker", id, "is done")
}

func main() {
	var done sync.WaitGroup
	done.Add(workers)
	for id := 1; id <= workers; id++ {
		go worker(id, &done)
	}
	compute(time.Millisecond)
	fmt.Println(runtime.GOMAXPROCS(more), "P before,", more, "now")
	compute(2 * time.Millisecond)
	fmt.Println(runtime.GOMAXPROCS(fewer), "Ps before,", fewer, "now")
	done.Wait()
	fmt.Println("all workers are done")
}
