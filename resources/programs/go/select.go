// A collector selects over two workers until it stops them both with one close; then it polls with a default.
package main

import (
	"fmt"
	"sync"
	"time"
)

const (
	rounds   = 12
	fastWork = 40 * time.Microsecond
	slowWork = 100 * time.Microsecond
	digest   = 60 * time.Microsecond
)

// compute keeps a processor busy for about d.
func compute(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
	}
}

func worker(results chan<- int, stop <-chan struct{}, work time.Duration, done *sync.WaitGroup) {
	defer done.Done()
	for n := 1; ; n++ {
		compute(work)
		select {
		case results <- n:
		case <-stop:
			return
		}
	}
}

func collect(fast, slow <-chan int) {
	fromFast, fromSlow := 0, 0
	for i := 0; i < rounds; i++ {
		select {
		case <-fast:
			fromFast++
		case <-slow:
			fromSlow++
		}
		compute(digest)
	}
	fmt.Println(fromFast, "results from the fast worker,", fromSlow, "from the slow one")
}

func responder(answer chan<- int) {
	compute(slowWork)
	answer <- 42
}

func poll(answer <-chan int) {
	for looks := 1; ; looks++ {
		select {
		case value := <-answer:
			fmt.Println("the answer", value, "was there at look", looks)
			return
		default:
			compute(digest / 4)
		}
	}
}

func main() {
	fast, slow, stop := make(chan int), make(chan int), make(chan struct{})
	var done sync.WaitGroup
	done.Add(2)
	go worker(fast, stop, fastWork, &done)
	go worker(slow, stop, slowWork, &done)
	collect(fast, slow)
	close(stop)
	done.Wait()
	answer := make(chan int)
	go responder(answer)
	poll(answer)
}
