// Two transfers between the same two accounts. Each locks the account that it takes from, and then the other.
package main

import (
	"fmt"
	"sync"
	"time"
)

const (
	opposite = true
	work     = 100 * time.Microsecond
	audit    = 0 * time.Millisecond
)

type account struct {
	sync.Mutex
	balance int
}

var met sync.WaitGroup

// compute keeps a processor busy for about d.
func compute(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
	}
}

func transfer(from, to *account, done *sync.WaitGroup) {
	from.Lock()
	compute(work)
	if opposite { // the worst moment: both have locked their first account
		met.Done()
		met.Wait()
	}
	to.Lock()
	from.balance--
	to.balance++
	to.Unlock()
	from.Unlock()
	done.Done()
}

func auditor() {
	time.Sleep(audit)
	fmt.Println("the auditor has gone home")
}

func main() {
	var alice, bob account
	var done sync.WaitGroup
	if audit > 0 {
		go auditor()
	}
	met.Add(2)
	done.Add(2)
	go transfer(&alice, &bob, &done)
	if opposite {
		go transfer(&bob, &alice, &done)
	} else {
		go transfer(&alice, &bob, &done)
	}
	done.Wait()
	fmt.Println("both transfers are done")
}
