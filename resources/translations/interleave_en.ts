<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Inspector</name>
    <message numerus="yes">
        <source>%n goroutine(s)</source>
        <translation>
            <numerusform>%n goroutine</numerusform>
            <numerusform>%n goroutines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n thread</numerusform>
            <numerusform>%n threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::guide::GuideCard</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::shell::MainWindow</name>
    <message numerus="yes">
        <source>%n core(s)</source>
        <translation>
            <numerusform>%n core</numerusform>
            <numerusform>%n cores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>interleave::ui::shell::RunDesk</name>
    <message numerus="yes">
        <source>%n event(s) came faster than they could be taken.</source>
        <translation>
            <numerusform>%n event came faster than it could be taken.</numerusform>
            <numerusform>%n events came faster than they could be taken.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Word</name>
    <message>
        <source>yes</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>runnext</source>
        <translation>runnext</translation>
    </message>
    <message>
        <source>local</source>
        <translation>local queue</translation>
    </message>
    <message>
        <source>glob61</source>
        <translation>61st tick</translation>
    </message>
    <message>
        <source>globBatch</source>
        <translation>global queue</translation>
    </message>
    <message>
        <source>netpoll</source>
        <translation>netpoller</translation>
    </message>
    <message>
        <source>steal</source>
        <translation>stealing</translation>
    </message>
    <message>
        <source>stealNext</source>
        <translation>stealing runnext</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>locked thread</translation>
    </message>
    <message>
        <source>sysexit</source>
        <translation>end of system call</translation>
    </message>
    <message>
        <source>gcworker</source>
        <translation>collector</translation>
    </message>
    <message>
        <source>parkRefused</source>
        <translation>refused park</translation>
    </message>
    <message>
        <source>gosched</source>
        <translation>Gosched</translation>
    </message>
    <message>
        <source>preempt</source>
        <translation>preempted</translation>
    </message>
    <message>
        <source>yield</source>
        <translation>yield</translation>
    </message>
    <message>
        <source>globTail</source>
        <translation>tail of the global queue</translation>
    </message>
    <message>
        <source>globHead</source>
        <translation>head of the global queue</translation>
    </message>
    <message>
        <source>localTail</source>
        <translation>tail of the local queue</translation>
    </message>
    <message>
        <source>sameP</source>
        <translation>same P</translation>
    </message>
    <message>
        <source>chanReceive</source>
        <translation>channel receive</translation>
    </message>
    <message>
        <source>chanSend</source>
        <translation>channel send</translation>
    </message>
    <message>
        <source>chanReceiveNil</source>
        <translation>receive from a nil channel</translation>
    </message>
    <message>
        <source>chanSendNil</source>
        <translation>send to a nil channel</translation>
    </message>
    <message>
        <source>select</source>
        <translation>select</translation>
    </message>
    <message>
        <source>selectNoCases</source>
        <translation>select without cases</translation>
    </message>
    <message>
        <source>sleep</source>
        <translation>sleep</translation>
    </message>
    <message>
        <source>ioWait</source>
        <translation>input or output</translation>
    </message>
    <message>
        <source>semacquire</source>
        <translation>semaphore</translation>
    </message>
    <message>
        <source>mutexLock</source>
        <translation>mutex</translation>
    </message>
    <message>
        <source>rwMutexRLock</source>
        <translation>read lock</translation>
    </message>
    <message>
        <source>rwMutexLock</source>
        <translation>write lock</translation>
    </message>
    <message>
        <source>waitGroupWait</source>
        <translation>WaitGroup</translation>
    </message>
    <message>
        <source>condWait</source>
        <translation>condition</translation>
    </message>
    <message>
        <source>gcAssist</source>
        <translation>collector's assist</translation>
    </message>
    <message>
        <source>gcWorkerIdle</source>
        <translation>idle collector</translation>
    </message>
    <message>
        <source>timerWait</source>
        <translation>timer</translation>
    </message>
    <message>
        <source>tail</source>
        <translation>tail</translation>
    </message>
    <message>
        <source>head</source>
        <translation>head</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>idle</translation>
    </message>
    <message>
        <source>running</source>
        <translation>running</translation>
    </message>
    <message>
        <source>syscall</source>
        <translation>system call</translation>
    </message>
    <message>
        <source>gcstop</source>
        <translation>stopped</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>dead</translation>
    </message>
    <message>
        <source>start</source>
        <translation>start</translation>
    </message>
    <message>
        <source>acquire</source>
        <translation>acquired</translation>
    </message>
    <message>
        <source>release</source>
        <translation>released</translation>
    </message>
    <message>
        <source>syscallEnter</source>
        <translation>system call begins</translation>
    </message>
    <message>
        <source>syscallExit</source>
        <translation>system call ends</translation>
    </message>
    <message>
        <source>retake</source>
        <translation>retaken</translation>
    </message>
    <message>
        <source>handoff</source>
        <translation>hand-off</translation>
    </message>
    <message>
        <source>stw</source>
        <translation>stop the world</translation>
    </message>
    <message>
        <source>resize</source>
        <translation>resize</translation>
    </message>
    <message>
        <source>exitIdle</source>
        <translation>leaves idle</translation>
    </message>
    <message>
        <source>main</source>
        <translation>main</translation>
    </message>
    <message>
        <source>sysmon</source>
        <translation>sysmon</translation>
    </message>
    <message>
        <source>startm</source>
        <translation>startm</translation>
    </message>
    <message>
        <source>templateThread</source>
        <translation>template thread</translation>
    </message>
    <message>
        <source>timer</source>
        <translation>timer</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>stop</translation>
    </message>
    <message>
        <source>withItsG</source>
        <translation>with its goroutine</translation>
    </message>
    <message>
        <source>localOrGlobalWork</source>
        <translation>there is work</translation>
    </message>
    <message>
        <source>gcWork</source>
        <translation>collector has work</translation>
    </message>
    <message>
        <source>noSpinning</source>
        <translation>nobody spins or is idle</translation>
    </message>
    <message>
        <source>stwPending</source>
        <translation>the world is to stop</translation>
    </message>
    <message>
        <source>globalAgain</source>
        <translation>global queue has work</translation>
    </message>
    <message>
        <source>lastRunning</source>
        <translation>last running P</translation>
    </message>
    <message>
        <source>idleList</source>
        <translation>to the idle list</translation>
    </message>
    <message>
        <source>noIdleP</source>
        <translation>no idle P</translation>
    </message>
    <message>
        <source>alreadySpinning</source>
        <translation>somebody spins already</translation>
    </message>
    <message>
        <source>started</source>
        <translation>started</translation>
    </message>
    <message>
        <source>flag</source>
        <translation>flag</translation>
    </message>
    <message>
        <source>signal</source>
        <translation>signal</translation>
    </message>
    <message>
        <source>call</source>
        <translation>call</translation>
    </message>
    <message>
        <source>loop</source>
        <translation>loop</translation>
    </message>
    <message>
        <source>async</source>
        <translation>signal's safe point</translation>
    </message>
    <message>
        <source>notInWhitelist</source>
        <translation>not a safe point</translation>
    </message>
    <message>
        <source>runtimeLock</source>
        <translation>runtime lock held</translation>
    </message>
    <message>
        <source>noG</source>
        <translation>no G</translation>
    </message>
    <message>
        <source>user</source>
        <translation>by the program</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatic</translation>
    </message>
    <message>
        <source>intervention</source>
        <translation>intervention</translation>
    </message>
    <message>
        <source>procs</source>
        <translation>GOMAXPROCS</translation>
    </message>
    <message>
        <source>gcSweepEnd</source>
        <translation>sweep ends</translation>
    </message>
    <message>
        <source>gcMarkEnd</source>
        <translation>marking ends</translation>
    </message>
    <message>
        <source>off</source>
        <translation>off</translation>
    </message>
    <message>
        <source>mark</source>
        <translation>marking</translation>
    </message>
    <message>
        <source>markTermination</source>
        <translation>marking ends</translation>
    </message>
    <message>
        <source>dedicated</source>
        <translation>dedicated</translation>
    </message>
    <message>
        <source>fractional</source>
        <translation>fractional</translation>
    </message>
    <message>
        <source>ticker</source>
        <translation>ticker</translation>
    </message>
    <message>
        <source>afterFunc</source>
        <translation>AfterFunc</translation>
    </message>
    <message>
        <source>deadline</source>
        <translation>deadline</translation>
    </message>
    <message>
        <source>ioDeadline</source>
        <translation>deadline of a connection</translation>
    </message>
    <message>
        <source>nonBlocking</source>
        <translation>without waiting</translation>
    </message>
    <message>
        <source>blockBegin</source>
        <translation>begins to wait</translation>
    </message>
    <message>
        <source>blockEnd</source>
        <translation>ends waiting</translation>
    </message>
    <message>
        <source>read</source>
        <translation>read</translation>
    </message>
    <message>
        <source>write</source>
        <translation>write</translation>
    </message>
    <message>
        <source>fsync</source>
        <translation>fsync</translation>
    </message>
    <message>
        <source>open</source>
        <translation>open</translation>
    </message>
    <message>
        <source>connect</source>
        <translation>connect</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>accept</translation>
    </message>
    <message>
        <source>compute</source>
        <translation>native computation</translation>
    </message>
    <message>
        <source>other</source>
        <translation>other</translation>
    </message>
    <message>
        <source>ownP</source>
        <translation>with its own P</translation>
    </message>
    <message>
        <source>otherP</source>
        <translation>with another P</translation>
    </message>
    <message>
        <source>noP</source>
        <translation>no P left</translation>
    </message>
    <message>
        <source>direct</source>
        <translation>hand to hand</translation>
    </message>
    <message>
        <source>buf</source>
        <translation>buffer</translation>
    </message>
    <message>
        <source>park</source>
        <translation>parks</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>closed</translation>
    </message>
    <message>
        <source>nilForever</source>
        <translation>nil, for ever</translation>
    </message>
    <message>
        <source>wouldBlock</source>
        <translation>would block</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>ready</translation>
    </message>
    <message>
        <source>parked</source>
        <translation>parked</translation>
    </message>
    <message>
        <source>byDefault</source>
        <translation>default</translation>
    </message>
    <message>
        <source>fast</source>
        <translation>at once</translation>
    </message>
    <message>
        <source>spin</source>
        <translation>after spinning</translation>
    </message>
    <message>
        <source>woken</source>
        <translation>woken</translation>
    </message>
    <message>
        <source>wake</source>
        <translation>wakes a waiter</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normal</translation>
    </message>
    <message>
        <source>starving</source>
        <translation>starving</translation>
    </message>
    <message>
        <source>rlock</source>
        <translation>read-locks</translation>
    </message>
    <message>
        <source>runlock</source>
        <translation>read-unlocks</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>locks</translation>
    </message>
    <message>
        <source>unlock</source>
        <translation>unlocks</translation>
    </message>
    <message>
        <source>rblock</source>
        <translation>waits to read</translation>
    </message>
    <message>
        <source>block</source>
        <translation>blocks</translation>
    </message>
    <message>
        <source>wait</source>
        <translation>waits on</translation>
    </message>
    <message>
        <source>broadcast</source>
        <translation>wakes all of</translation>
    </message>
    <message>
        <source>canceled</source>
        <translation>cancelled</translation>
    </message>
    <message>
        <source>deadlineExceeded</source>
        <translation>deadline exceeded</translation>
    </message>
    <message>
        <source>custom</source>
        <translation>custom cause</translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>deadlock</source>
        <translation>deadlock</translation>
    </message>
    <message>
        <source>noGoroutines</source>
        <translation>no goroutines left</translation>
    </message>
    <message>
        <source>panic</source>
        <translation>panic</translation>
    </message>
    <message>
        <source>threadExhaustion</source>
        <translation>too many threads</translation>
    </message>
    <message>
        <source>unlockOfUnlocked</source>
        <translation>unlock of an unlocked mutex</translation>
    </message>
    <message>
        <source>stackOverflow</source>
        <translation>stack overflow</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>limit</translation>
    </message>
    <message>
        <source>function</source>
        <translation>function</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>channel</translation>
    </message>
    <message>
        <source>mutex</source>
        <translation>mutex</translation>
    </message>
    <message>
        <source>waitGroup</source>
        <translation>WaitGroup</translation>
    </message>
    <message>
        <source>cond</source>
        <translation>condition</translation>
    </message>
    <message>
        <source>semaphore</source>
        <translation>semaphore</translation>
    </message>
    <message>
        <source>context</source>
        <translation>context</translation>
    </message>
    <message>
        <source>fd</source>
        <translation>fd</translation>
    </message>
    <message>
        <source>out</source>
        <translation>standard output</translation>
    </message>
    <message>
        <source>err</source>
        <translation>standard error</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>crash</source>
        <translation>crash</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>stopped</translation>
    </message>
    <message>
        <source>voluntary</source>
        <translation>gave it up</translation>
    </message>
    <message>
        <source>involuntary</source>
        <translation>it was taken away</translation>
    </message>
    <message>
        <source>exit</source>
        <translation>exits</translation>
    </message>
    <message>
        <source>spawn</source>
        <translation>spawn a G</translation>
    </message>
    <message>
        <source>preemption</source>
        <translation>preemption</translation>
    </message>
</context>
</TS>
