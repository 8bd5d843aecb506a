// Two goroutines that meet on unbuffered channels, then two that a buffer holds apart.
package main

import (
	"fmt"
	"time"
)

const (
	rounds = 20
	items  = 40
	buffer = 4
	work   = 30 * time.Microsecond
)

// compute keeps a processor busy for about d.
func compute(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
	}
}

func ponger(ping <-chan int, pong chan<- int) {
	for ball := range ping {
		pong <- ball + 1
	}
	close(pong)
}

func pingPong() {
	ping, pong := make(chan int), make(chan int)
	go ponger(ping, pong)
	ball := 0
	for i := 0; i < rounds; i++ {
		ping <- ball
		ball = <-pong
	}
	close(ping)
	fmt.Println("the ball was returned", ball, "times")
}

func producer(queue chan<- int) {
	for item := 1; item <= items; item++ {
		compute(work / 3)
		queue <- item
	}
	close(queue)
}

func consume(queue <-chan int) (sum int) {
	for item := range queue {
		compute(work)
		sum += item
	}
	return sum
}

func main() {
	pingPong()
	queue := make(chan int, buffer)
	go producer(queue)
	fmt.Println("the items sum up to", consume(queue))
}
