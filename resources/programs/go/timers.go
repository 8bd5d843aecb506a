// A ticker whose reader is late, a function that the clock starts, sleepers, and a timer that is stopped in time.
package main

import (
	"fmt"
	"sync"
	"time"
)

const (
	period   = 200 * time.Microsecond
	busy     = 1100 * time.Microsecond
	sleepers = 6
)

// compute keeps a processor busy for about d.
func compute(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
	}
}

func sleeper(id int, done *sync.WaitGroup) {
	time.Sleep(time.Duration(id) * period)
	fmt.Println("sleeper", id, "is awake")
	done.Done()
}

func cleanUp(done *sync.WaitGroup) {
	compute(period / 2)
	fmt.Println("cleaned up")
	done.Done()
}

func main() {
	var done sync.WaitGroup
	done.Add(1 + sleepers)
	timeout := time.NewTimer(time.Second)
	ticker := time.NewTicker(period)
	time.AfterFunc(7*period/2, func() { cleanUp(&done) })
	for id := 1; id <= sleepers; id++ {
		go sleeper(id, &done)
	}
	for i := 0; i < 3; i++ {
		<-ticker.C
	}
	compute(busy)
	fmt.Println("ticks that wait:", len(ticker.C))
	<-ticker.C
	ticker.Stop()
	done.Wait()
	fmt.Println("stopped in time:", timeout.Stop())
}
