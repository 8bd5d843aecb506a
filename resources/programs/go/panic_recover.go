// Workers that divide. One of the divisors is zero.
package main

import (
	"fmt"
	"sync"
	"time"
)

const (
	workers = 4
	rescue  = true
	work    = 200 * time.Microsecond
)

// compute keeps a processor busy for about d.
func compute(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
	}
}

func divide(a, b int) (result int) {
	if rescue {
		defer func() {
			if reason := recover(); reason != nil {
				fmt.Println("recovered:", reason)
				result = 0
			}
		}()
	}
	compute(work)
	return a / b
}

func worker(divisor int, done *sync.WaitGroup) {
	defer done.Done()
	fmt.Println("100 /", divisor, "=", divide(100, divisor))
}

func main() {
	var done sync.WaitGroup
	for divisor := workers - 1; divisor >= 0; divisor-- {
		done.Add(1)
		go worker(divisor, &done)
	}
	done.Wait()
	fmt.Println("all workers are done")
}
