// A goroutine that never lets go of the only P, beside three that need it shortly (GOMAXPROCS=1).
package main

import (
	"fmt"
	"sync"
	"time"
)

const (
	hogging = 60 * time.Millisecond
	others  = 3
	work    = 500 * time.Microsecond
)

// compute keeps a processor busy for about d, in a loop without a single pause.
func compute(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
	}
}

func hog(done *sync.WaitGroup) {
	defer done.Done()
	compute(hogging)
	fmt.Println("the hog is done")
}

func other(id int, done *sync.WaitGroup) {
	defer done.Done()
	compute(work)
	fmt.Println("other", id, "is done")
}

func main() {
	var done sync.WaitGroup
	done.Add(1 + others)
	for id := 1; id <= others; id++ {
		go other(id, &done)
	}
	go hog(&done)
	done.Wait()
	fmt.Println("all are done")
}
