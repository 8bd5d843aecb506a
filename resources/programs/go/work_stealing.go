// One goroutine floods its own P with work; the other Ps come and steal it.
package main

import (
	"fmt"
	"math/rand"
	"sync"
	"time"
)

const (
	goroutines = 96
	work       = 40 * time.Microsecond
)

// compute keeps a processor busy for about d.
func compute(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
	}
}

func task(length time.Duration, done *sync.WaitGroup) {
	defer done.Done()
	compute(length)
}

func flood(done *sync.WaitGroup) {
	defer done.Done()
	for i := 0; i < goroutines; i++ {
		length := work/2 + time.Duration(rand.Int63n(int64(work)))
		done.Add(1)
		go task(length, done)
	}
}

func main() {
	var done sync.WaitGroup
	done.Add(1)
	go flood(&done)
	done.Wait()
	fmt.Println(goroutines, "tasks are done")
}
