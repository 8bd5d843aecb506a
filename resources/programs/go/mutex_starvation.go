// A hog takes a mutex again as soon as it has given it back; visitors need it only for a moment.
package main

import (
	"fmt"
	"sync"
	"time"
)

const (
	rounds   = 60
	hold     = 100 * time.Microsecond
	visitors = 2
	visits   = 3
	pause    = 300 * time.Microsecond
)

// compute keeps a processor busy for about d.
func compute(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
	}
}

func hog(mu *sync.Mutex, done *sync.WaitGroup) {
	defer done.Done()
	for i := 0; i < rounds; i++ {
		mu.Lock()
		compute(hold)
		mu.Unlock()
	}
}

func visitor(id int, mu *sync.Mutex, done *sync.WaitGroup) {
	defer done.Done()
	var worst time.Duration
	for i := 0; i < visits; i++ {
		compute(pause)
		asked := time.Now()
		mu.Lock()
		if waited := time.Since(asked); waited > worst {
			worst = waited
		}
		mu.Unlock()
	}
	fmt.Println("visitor", id, "waited at most", worst.Microseconds(), "µs")
}

func main() {
	var mu sync.Mutex
	var done sync.WaitGroup
	done.Add(1 + visitors)
	go hog(&mu, &done)
	for id := 1; id <= visitors; id++ {
		go visitor(id, &mu, &done)
	}
	done.Wait()
}
