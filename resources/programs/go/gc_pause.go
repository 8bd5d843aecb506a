// Four goroutines allocate; the collector runs beside them and stops them twice a cycle, shortly.
package main

import (
	"fmt"
	"sync"
	"time"
)

const (
	allocators = 4
	blocks     = 80
	block      = 64 << 10
	work       = 20 * time.Microsecond
)

var kept [allocators + 1][]byte

// compute keeps a processor busy for about d.
func compute(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
	}
}

func allocator(id int, done *sync.WaitGroup) {
	defer done.Done()
	for i := 0; i < blocks; i++ {
		kept[id] = make([]byte, block)
		compute(work)
	}
	fmt.Println("allocator", id, "is done")
}

func main() {
	var done sync.WaitGroup
	done.Add(allocators)
	for id := 1; id <= allocators; id++ {
		go allocator(id, &done)
	}
	done.Wait()
	fmt.Println("all are done")
}
