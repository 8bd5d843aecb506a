// Workers below two supervisors: one cancel reaches them all, and so does a deadline, by itself.
package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

const (
	supervisors = 2
	workers     = 2
	patience    = 600 * time.Microsecond
	work        = 100 * time.Microsecond
)

// compute keeps a processor busy for about d.
func compute(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
	}
}

func worker(ctx context.Context, name string, done *sync.WaitGroup) {
	compute(work)
	<-ctx.Done()
	fmt.Println(name, "stops:", ctx.Err())
	done.Done()
}

func supervisor(parent context.Context, id int, done *sync.WaitGroup) {
	ctx, cancel := context.WithCancel(parent)
	defer cancel()
	for w := 1; w <= workers; w++ {
		go worker(ctx, fmt.Sprint("worker ", id, ".", w), done)
	}
	<-ctx.Done()
	fmt.Println("supervisor", id, "stops:", ctx.Err())
	done.Done()
}

func serve(ctx context.Context, done *sync.WaitGroup) {
	done.Add(supervisors * (1 + workers))
	for id := 1; id <= supervisors; id++ {
		go supervisor(ctx, id, done)
	}
}

func main() {
	var done sync.WaitGroup
	ctx, cancel := context.WithCancel(context.Background())
	serve(ctx, &done)
	time.Sleep(patience / 2)
	cancel()
	done.Wait()

	timed, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	serve(timed, &done)
	done.Wait()
	fmt.Println("all have stopped")
}
