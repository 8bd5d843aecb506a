// More goroutines than one run queue can hold, on a single P (GOMAXPROCS=1).
package main

import (
	"fmt"
	"sync"
	"time"
)

const (
	goroutines = 300
	work       = 20 * time.Microsecond
)

// compute keeps a processor busy for about d.
func compute(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
	}
}

func task(done *sync.WaitGroup) {
	defer done.Done()
	compute(work)
}

func main() {
	var done sync.WaitGroup
	done.Add(goroutines)
	for i := 0; i < goroutines; i++ {
		go task(&done)
	}
	done.Wait()
	fmt.Println(goroutines, "tasks are done")
}
