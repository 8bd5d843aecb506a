// What real Go needs for the rows of tests/bench/gmp/runtime_rows.cpp: one line a row, name and figure.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

func gosched(n int) time.Duration {
	var group sync.WaitGroup
	group.Add(2)
	begin := time.Now()
	for i := 0; i < 2; i++ {
		go func() {
			for k := 0; k < n/2; k++ {
				runtime.Gosched()
			}
			group.Done()
		}()
	}
	group.Wait()
	return time.Since(begin)
}

func pingPong(n int) time.Duration {
	there, back := make(chan int), make(chan int)
	go func() {
		for v := range there {
			back <- v
		}
	}()
	begin := time.Now()
	for i := 0; i < n; i++ {
		there <- i
		<-back
	}
	took := time.Since(begin)
	close(there)
	return took
}

func buffered(n int) time.Duration {
	channel := make(chan int, 128)
	begin := time.Now()
	go func() {
		for i := 0; i < n; i++ {
			channel <- i
		}
		close(channel)
	}()
	for range channel {
	}
	return time.Since(begin)
}

func spawnJoin(n int) time.Duration {
	done := make(chan struct{})
	begin := time.Now()
	for i := 0; i < n; i++ {
		go func() { done <- struct{}{} }()
		<-done
	}
	return time.Since(begin)
}

func spawnMany(n int) time.Duration {
	var group sync.WaitGroup
	group.Add(n)
	begin := time.Now()
	for i := 0; i < n; i++ {
		go group.Done()
	}
	group.Wait()
	return time.Since(begin)
}

func node(up chan<- int, number, size int) {
	if size == 1 {
		up <- number
		return
	}
	below := make(chan int)
	sum := 0
	for i := 0; i < 10; i++ {
		go node(below, number+i*(size/10), size/10)
	}
	for i := 0; i < 10; i++ {
		sum += <-below
	}
	up <- sum
}

func skynet(n int) time.Duration {
	begin := time.Now()
	result := make(chan int)
	go node(result, 0, n)
	sum := <-result
	took := time.Since(begin)
	if sum != n*(n-1)/2 {
		panic("the sum is wrong")
	}
	return took
}

func mutexOfEight(n int) time.Duration {
	var mutex sync.Mutex
	var group sync.WaitGroup
	group.Add(8)
	counter := 0
	begin := time.Now()
	for i := 0; i < 8; i++ {
		go func() {
			for k := 0; k < n/8; k++ {
				mutex.Lock()
				counter++
				mutex.Unlock()
			}
			group.Done()
		}()
	}
	group.Wait()
	took := time.Since(begin)
	if counter != n/8*8 {
		panic("the counter is wrong")
	}
	return took
}

func selectOfTwo(n int) time.Duration {
	left, right := make(chan int), make(chan int)
	for _, channel := range []chan int{left, right} {
		go func(to chan<- int) {
			for i := 0; i < n/2; i++ {
				to <- i
			}
		}(channel)
	}
	begin := time.Now()
	sum := 0
	for i := 0; i < n/2*2; i++ {
		select {
		case v := <-left:
			sum += v
		case v := <-right:
			sum += v
		}
	}
	took := time.Since(begin)
	if sum != n/2*(n/2-1) {
		panic("the sum is wrong")
	}
	return took
}

func readersOfEight(n int) time.Duration {
	var mutex sync.RWMutex
	var group sync.WaitGroup
	group.Add(8)
	counter := 0
	var seen int64
	begin := time.Now()
	for i := 0; i < 8; i++ {
		go func() {
			last := 0
			for k := 0; k < n/8; k++ {
				if k%100 == 0 {
					mutex.Lock()
					counter++
					mutex.Unlock()
					continue
				}
				mutex.RLock()
				last = counter
				mutex.RUnlock()
			}
			atomic.AddInt64(&seen, int64(last))
			group.Done()
		}()
	}
	group.Wait()
	took := time.Since(begin)
	if seen == 0 {
		panic("nobody has seen anything")
	}
	return took
}

func sleepers(n int) time.Duration {
	const longest = 50 * time.Millisecond
	var group sync.WaitGroup
	group.Add(n)
	begin := time.Now()
	for i := 0; i < n; i++ {
		go func(i int) {
			spread := (longest - time.Millisecond) / time.Duration(n)
			time.Sleep(time.Millisecond + spread*time.Duration(i*7919%n))
			group.Done()
		}(i)
	}
	group.Wait()
	return time.Since(begin) - longest
}

func resident() float64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		panic(err)
	}
	pages, err := strconv.Atoi(strings.Fields(string(text))[1])
	if err != nil {
		panic(err)
	}
	return float64(pages * os.Getpagesize())
}

func bytesABlockedGoroutine(n int) float64 {
	never := make(chan struct{})
	var started sync.WaitGroup
	before := resident()
	started.Add(n)
	for i := 0; i < n; i++ {
		go func() {
			started.Done()
			<-never
		}()
	}
	started.Wait()
	runtime.Gosched()
	each := (resident() - before) / float64(n)
	close(never)
	return each
}

func main() {
	procs := flag.Int("procs", 1, "GOMAXPROCS")
	flag.Parse()
	runtime.GOMAXPROCS(*procs)
	timed := map[string]struct {
		run       func(int) time.Duration
		n, warmUp int
	}{
		"gosched":      {gosched, 4_000_000, 200_000},
		"ping_pong":    {pingPong, 1_000_000, 50_000},
		"buffered_128": {buffered, 4_000_000, 200_000},
		"spawn_join":   {spawnJoin, 1_000_000, 50_000},
		"spawn_1m":     {spawnMany, 1_000_000, 1_000_000},
		"skynet_1m":    {skynet, 1_000_000, 100_000},
		"mutex_8":      {mutexOfEight, 4_000_000, 100_000},
		"timers_100k":  {sleepers, 100_000, 1_000},
		"select_2":     {selectOfTwo, 1_000_000, 50_000},
		"rwmutex_8":    {readersOfEight, 4_000_000, 100_000},
	}
	memory := map[string]int{"blocked_10k": 10_000, "blocked_100k": 100_000, "blocked_1m": 1_000_000}
	for _, name := range flag.Args() {
		if row, ok := timed[name]; ok {
			row.run(row.warmUp)
			fmt.Printf("%s %.2f\n", name, float64(row.run(row.n).Nanoseconds())/float64(row.n))
		} else if n, ok := memory[name]; ok {
			fmt.Printf("%s %.0f\n", name, bytesABlockedGoroutine(n))
		} else {
			fmt.Fprintln(os.Stderr, "rows: there is no row", name)
			os.Exit(2)
		}
	}
}
