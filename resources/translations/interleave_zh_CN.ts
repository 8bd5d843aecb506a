<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Chapter</name>
    <message>
        <source>The scheduler</source>
        <translation>调度器</translation>
    </message>
    <message>
        <source>Communication</source>
        <translation>通信</translation>
    </message>
    <message>
        <source>How programs end</source>
        <translation>程序如何结束</translation>
    </message>
</context>
<context>
    <name>Core</name>
    <message>
        <source>file %1</source>
        <translation>文件 %1</translation>
    </message>
    <message>
        <source>film %1</source>
        <translation>影片 %1</translation>
    </message>
    <message>
        <source>picture %1</source>
        <translation>图片 %1</translation>
    </message>
    <message>
        <source>subtitles %1</source>
        <translation>字幕 %1</translation>
    </message>
    <message>
        <source>directory %1</source>
        <translation>目录 %1</translation>
    </message>
    <message>
        <source>run of %1</source>
        <translation>%1 的运行</translation>
    </message>
    <message>
        <source>engine %1</source>
        <translation>引擎 %1</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>限制 %1</translation>
    </message>
    <message>
        <source>shared segment</source>
        <translation>共享段</translation>
    </message>
    <message>
        <source>shared memory</source>
        <translation>共享内存</translation>
    </message>
    <message>
        <source>history</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>trace</source>
        <translation>跟踪记录</translation>
    </message>
    <message>
        <source>it is no Interleave trace</source>
        <translation>不是 Interleave 的跟踪文件</translation>
    </message>
    <message>
        <source>it ends within its head</source>
        <translation>文件在头部就中断了</translation>
    </message>
    <message>
        <source>its head is damaged</source>
        <translation>文件头已损坏</translation>
    </message>
    <message>
        <source>it is of version %1 and this program reads version %2</source>
        <translation>文件版本为 %1，而本程序读取版本 %2</translation>
    </message>
    <message>
        <source>open a file that Interleave has saved</source>
        <translation>请打开由 Interleave 保存的文件</translation>
    </message>
    <message>
        <source>open it with the program that saved it</source>
        <translation>请用保存它的程序打开</translation>
    </message>
    <message>
        <source>opening was cancelled</source>
        <translation>已取消打开</translation>
    </message>
    <message>
        <source>saving was cancelled</source>
        <translation>已取消保存</translation>
    </message>
    <message>
        <source>its parameters are too long to be saved</source>
        <translation>参数过长，无法保存</translation>
    </message>
    <message>
        <source>give the run shorter ones</source>
        <translation>请使用更短的参数</translation>
    </message>
    <message>
        <source>a part that was moved to a temporary file cannot be read any more</source>
        <translation>移到临时文件中的一部分已无法读取</translation>
    </message>
    <message>
        <source>check the disk with the temporary files</source>
        <translation>请检查存放临时文件的磁盘</translation>
    </message>
    <message>
        <source>there is no such file or folder</source>
        <translation>没有这个文件或文件夹</translation>
    </message>
    <message>
        <source>access is not permitted</source>
        <translation>没有访问权限</translation>
    </message>
    <message>
        <source>the disk is read-only</source>
        <translation>磁盘是只读的</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>这是一个文件夹</translation>
    </message>
    <message>
        <source>a part of its path is no folder</source>
        <translation>路径中有一部分不是文件夹</translation>
    </message>
    <message>
        <source>it gets too large for this disk</source>
        <translation>文件对这块磁盘来说过大</translation>
    </message>
    <message>
        <source>check the name</source>
        <translation>请检查名称</translation>
    </message>
    <message>
        <source>choose another folder, or change its permissions</source>
        <translation>请选择其他文件夹，或更改其权限</translation>
    </message>
    <message>
        <source>choose another folder, or record less</source>
        <translation>请选择其他文件夹，或缩短录制</translation>
    </message>
    <message>
        <source>choose another folder</source>
        <translation>请选择其他文件夹</translation>
    </message>
    <message>
        <source>free some space, or choose another folder</source>
        <translation>请腾出空间，或选择其他文件夹</translation>
    </message>
    <message>
        <source>give the name of a file</source>
        <translation>请给出文件的名称</translation>
    </message>
    <message>
        <source>check the disk and try again</source>
        <translation>请检查磁盘后重试</translation>
    </message>
    <message>
        <source>The file was cut at %1; what came later is missing.</source>
        <translation>文件在 %1 处被截断，之后的内容缺失。</translation>
    </message>
    <message>
        <source>The file is damaged after %1; what came later is missing.</source>
        <translation>文件在 %1 之后已损坏，后面的内容缺失。</translation>
    </message>
    <message>
        <source>%1 events of kinds that this version does not know were left out.</source>
        <translation>有 %1 个本版本不认识的事件被略去。</translation>
    </message>
    <message>
        <source>%1; what it wrote until then is kept</source>
        <translation>%1；此前写下的内容已保留</translation>
    </message>
    <message>
        <source>the engine was ended by signal %1 (%2)</source>
        <translation>引擎被信号 %1（%2）终止</translation>
    </message>
    <message>
        <source>the engine was ended with exit status %1</source>
        <translation>引擎以退出码 %1 结束</translation>
    </message>
    <message>
        <source>the engine did not stop when it was asked to and was ended by signal %1 (%2)</source>
        <translation>引擎未按要求停止，被信号 %1（%2）终止</translation>
    </message>
    <message>
        <source>the engine did not stop when it was asked to and was ended with exit status %1</source>
        <translation>引擎未按要求停止，以退出码 %1 结束</translation>
    </message>
    <message>
        <source>the time asked for is over</source>
        <translation>设定的时间已到</translation>
    </message>
    <message>
        <source>it computed for more than its budget of %1; run it smaller, or with a larger budget</source>
        <translation>计算时间超出了 %1 的限额；请缩小规模，或放宽限额</translation>
    </message>
    <message>
        <source>it took more memory than its budget of %1; run it smaller</source>
        <translation>内存超出了 %1 的限额；请缩小规模</translation>
    </message>
    <message>
        <source>no memory is left: the limit of address space (RLIMIT_AS) or the machine&apos;s own is reached; run it smaller</source>
        <translation>没有内存了：达到了地址空间的限制（RLIMIT_AS）或机器自身的上限；请缩小规模</translation>
    </message>
    <message>
        <source>thread of the engine: the system grants no more: %1</source>
        <translation>引擎的线程：系统不再允许新建：%1</translation>
    </message>
    <message>
        <source>/dev/null cannot be opened: %1</source>
        <translation>无法打开 /dev/null：%1</translation>
    </message>
    <message>
        <source>no pipe can be made: %1</source>
        <translation>无法创建管道：%1</translation>
    </message>
    <message>
        <source>close other files</source>
        <translation>请关闭其他文件</translation>
    </message>
    <message>
        <source>a descriptor cannot be passed on: %1</source>
        <translation>无法传递文件描述符：%1</translation>
    </message>
    <message>
        <source>it cannot be started: %1</source>
        <translation>无法启动：%1</translation>
    </message>
    <message>
        <source>see that the file is there and may be run</source>
        <translation>请确认文件存在并可执行</translation>
    </message>
    <message>
        <source>it cannot be mapped: %1</source>
        <translation>无法映射：%1</translation>
    </message>
    <message>
        <source>it cannot be made: %1</source>
        <translation>无法创建：%1</translation>
    </message>
    <message>
        <source>it cannot be given its size: %1</source>
        <translation>无法设定大小：%1</translation>
    </message>
    <message>
        <source>it cannot be sealed: %1</source>
        <translation>无法封存：%1</translation>
    </message>
    <message>
        <source>free memory or use smaller rings</source>
        <translation>请释放内存，或使用更小的环形缓冲区</translation>
    </message>
    <message>
        <source>what was handed over is none</source>
        <translation>交来的不是共享段</translation>
    </message>
    <message>
        <source>it is of another version</source>
        <translation>版本不同</translation>
    </message>
    <message>
        <source>its sizes do not fit together</source>
        <translation>各部分大小不符</translation>
    </message>
    <message>
        <source>start the engine through interleave of the same build</source>
        <translation>请用同一构建的 interleave 启动引擎</translation>
    </message>
    <message>
        <source>run it with a smaller budget</source>
        <translation>请用更小的限额运行</translation>
    </message>
    <message>
        <source>it has no parameter %1</source>
        <translation>没有参数 %1</translation>
    </message>
    <message>
        <source>leave it out</source>
        <translation>请去掉它</translation>
    </message>
    <message>
        <source>parameter %1 is of another type</source>
        <translation>参数 %1 的类型不符</translation>
    </message>
    <message>
        <source>it does not run under free time</source>
        <translation>不能在自由时间下运行</translation>
    </message>
    <message>
        <source>it does not run under conducted time</source>
        <translation>不能在指挥时间下运行</translation>
    </message>
    <message>
        <source>choose the other</source>
        <translation>请选择另一种</translation>
    </message>
    <message>
        <source>%1 cores cannot be</source>
        <translation>核数不能是 %1</translation>
    </message>
    <message>
        <source>GOMAXPROCS cannot be %1</source>
        <translation>GOMAXPROCS 不能是 %1</translation>
    </message>
    <message>
        <source>give %1 to %2</source>
        <translation>请给出 %1 到 %2</translation>
    </message>
    <message>
        <source>it was cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>the engine ended before anything happened</source>
        <translation>引擎在任何事情发生之前就结束了</translation>
    </message>
    <message>
        <source>try interleave run %1 to see why</source>
        <translation>可用 interleave run %1 查看原因</translation>
    </message>
    <message>
        <source>the program ffmpeg, which encodes films, is not installed</source>
        <translation>未安装用于编码影片的程序 ffmpeg</translation>
    </message>
    <message>
        <source>install the package ffmpeg, or record PNG pictures into a directory</source>
        <translation>请安装软件包 ffmpeg，或把 PNG 图片录制到目录中</translation>
    </message>
    <message>
        <source>a GIF cannot show more than 50 frames a second</source>
        <translation>GIF 每秒最多显示 50 帧</translation>
    </message>
    <message>
        <source>give --fps 50 or less</source>
        <translation>请选择 50 帧或更少</translation>
    </message>
    <message>
        <source>ffmpeg gave up: %1</source>
        <translation>ffmpeg 失败：%1</translation>
    </message>
    <message>
        <source>see that the disk has room and that this ffmpeg can encode x264</source>
        <translation>请确认磁盘有空间，且此 ffmpeg 能编码 x264</translation>
    </message>
    <message>
        <source>it cannot be given its name</source>
        <translation>无法命名为所给的名称</translation>
    </message>
    <message>
        <source>see that the directory can be written to</source>
        <translation>请确认目录可写</translation>
    </message>
    <message>
        <source>its width and height must be even, as video is coded by pairs</source>
        <translation>宽和高必须是偶数，因为视频成对编码</translation>
    </message>
    <message>
        <source>give an even size such as 1920x1080</source>
        <translation>请给出偶数尺寸，例如 1920x1080</translation>
    </message>
    <message>
        <source>its directory does not exist</source>
        <translation>所在目录不存在</translation>
    </message>
    <message>
        <source>make the directory first</source>
        <translation>请先建立目录</translation>
    </message>
    <message>
        <source>films are not made as .%1</source>
        <translation>不能制作 .%1 格式的影片</translation>
    </message>
    <message>
        <source>end the name in .mp4 or .gif, or name a directory for PNG pictures</source>
        <translation>名称请以 .mp4 或 .gif 结尾，或给出存放 PNG 图片的目录</translation>
    </message>
    <message>
        <source>it is there already and not empty</source>
        <translation>已经存在且不为空</translation>
    </message>
    <message>
        <source>name a new directory for the pictures</source>
        <translation>请为图片指定一个新目录</translation>
    </message>
    <message>
        <source>it cannot be made</source>
        <translation>无法建立</translation>
    </message>
    <message>
        <source>see that the directory above it can be written to</source>
        <translation>请确认上级目录可写</translation>
    </message>
    <message>
        <source>see that the disk has room</source>
        <translation>请确认磁盘有空间</translation>
    </message>
    <message>
        <source>Killed</source>
        <translation>被强行终止</translation>
    </message>
    <message>
        <source>Terminated</source>
        <translation>被要求终止</translation>
    </message>
    <message>
        <source>Aborted</source>
        <translation>异常中止</translation>
    </message>
    <message>
        <source>Segmentation fault</source>
        <translation>段错误</translation>
    </message>
    <message>
        <source>Illegal instruction</source>
        <translation>非法指令</translation>
    </message>
    <message>
        <source>Bus error</source>
        <translation>总线错误</translation>
    </message>
    <message>
        <source>Floating point exception</source>
        <translation>浮点异常</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有那个文件或目录</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>权限不够</translation>
    </message>
    <message>
        <source>Cannot allocate memory</source>
        <translation>无法分配内存</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>打开的文件过多</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>nowhere yet</source>
        <translation>尚未就位</translation>
    </message>
    <message>
        <source>between two queues</source>
        <translation>在两个队列之间</translation>
    </message>
    <message>
        <source>in the hands of %1</source>
        <translation>在 %1 手中</translation>
    </message>
    <message>
        <source>running on %1</source>
        <translation>在 %1 上运行</translation>
    </message>
    <message>
        <source>runnext of %1</source>
        <translation>%1 的 runnext</translation>
    </message>
    <message>
        <source>local queue of %1</source>
        <translation>%1 的本地队列</translation>
    </message>
    <message>
        <source>global queue</source>
        <translation>全局队列</translation>
    </message>
    <message>
        <source>waiting: %1</source>
        <translation>等待：%1</translation>
    </message>
    <message>
        <source>asleep</source>
        <translation>休眠中</translation>
    </message>
    <message>
        <source>waiting for fd %1</source>
        <translation>等待 fd %1</translation>
    </message>
    <message>
        <source>in a system call on %1</source>
        <translation>在 %1 上执行系统调用</translation>
    </message>
    <message>
        <source>not alive at this moment</source>
        <translation>此刻不存在</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>函数</translation>
    </message>
    <message>
        <source>Created at line</source>
        <translation>创建于第几行</translation>
    </message>
    <message>
        <source>Created by</source>
        <translation>创建者</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>调用</translation>
    </message>
    <message>
        <source>Wakes in</source>
        <translation>唤醒还需</translation>
    </message>
    <message>
        <source>not armed at this moment</source>
        <translation>此刻未设置</translation>
    </message>
    <message>
        <source>Fires in</source>
        <translation>距触发</translation>
    </message>
    <message>
        <source>On the heap of</source>
        <translation>所在的堆</translation>
    </message>
    <message>
        <source>Armed by</source>
        <translation>设置者</translation>
    </message>
    <message>
        <source>Here for</source>
        <translation>在此停留</translation>
    </message>
    <message>
        <source>Ran so far</source>
        <translation>累计运行</translation>
    </message>
    <message>
        <source>Last on</source>
        <translation>上次所在</translation>
    </message>
    <message>
        <source>Preemption</source>
        <translation>抢占</translation>
    </message>
    <message>
        <source>asked to yield</source>
        <translation>已要求让出</translation>
    </message>
    <message>
        <source>does not exist at this moment</source>
        <translation>此刻不存在</translation>
    </message>
    <message>
        <source>Thread</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>正在运行</translation>
    </message>
    <message>
        <source>Local queue</source>
        <translation>本地队列</translation>
    </message>
    <message>
        <source>%1 of 256</source>
        <translation>%1 / 256</translation>
    </message>
    <message>
        <source>First in it</source>
        <translation>队首</translation>
    </message>
    <message>
        <source>Timers</source>
        <translation>定时器</translation>
    </message>
    <message>
        <source>In this state for</source>
        <translation>处于此状态</translation>
    </message>
    <message>
        <source>not made yet</source>
        <translation>尚未创建</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>spinning</source>
        <translation>自旋中</translation>
    </message>
    <message>
        <source>in the scheduler</source>
        <translation>在调度器中</translation>
    </message>
    <message>
        <source>parked</source>
        <translation>已挂起</translation>
    </message>
    <message>
        <source>in a system call</source>
        <translation>在系统调用中</translation>
    </message>
    <message>
        <source>polls the network</source>
        <translation>轮询网络</translation>
    </message>
    <message>
        <source>exited</source>
        <translation>已退出</translation>
    </message>
    <message>
        <source>Thread id</source>
        <translation>线程号</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>持有</translation>
    </message>
    <message>
        <source>On core</source>
        <translation>所在核</translation>
    </message>
    <message numerus="yes">
        <source>%n goroutine(s)</source>
        <translation>
            <numerusform>%n 个 goroutine</numerusform>
        </translation>
    </message>
    <message>
        <source>Longest there</source>
        <translation>停留最久</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>何时查看</translation>
    </message>
    <message>
        <source>by each P, every 61st tick and when it has nothing else</source>
        <translation>每个 P 每 61 次调度看一次，无事可做时也看</translation>
    </message>
    <message>
        <source>Full at</source>
        <translation>容量</translation>
    </message>
    <message>
        <source>256; then half goes to the global queue</source>
        <translation>256；满了就把一半移到全局队列</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Behind it</source>
        <translation>排在它后面</translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n 个线程</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>Woken first</source>
        <translation>唤醒顺序</translation>
    </message>
    <message>
        <source>In a system call</source>
        <translation>在系统调用中</translation>
    </message>
    <message>
        <source>Looks every</source>
        <translation>巡视间隔</translation>
    </message>
    <message>
        <source>Took Ps from calls</source>
        <translation>从系统调用夺回 P</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待者</translation>
    </message>
    <message>
        <source>For time</source>
        <translation>等定时器</translation>
    </message>
    <message>
        <source>For I/O</source>
        <translation>等 I/O</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>not made yet</source>
        <translation>尚未创建</translation>
    </message>
    <message>
        <source>parked</source>
        <translation>已挂起</translation>
    </message>
    <message>
        <source>in a system call</source>
        <translation>在系统调用中</translation>
    </message>
    <message>
        <source>polls the network</source>
        <translation>轮询网络</translation>
    </message>
    <message>
        <source>exited</source>
        <translation>已退出</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Local run queue</source>
        <translation>本地运行队列</translation>
    </message>
    <message>
        <source>Run queue</source>
        <translation>运行队列</translation>
    </message>
    <message>
        <source>Blocked in syscall</source>
        <translation>阻塞于系统调用</translation>
    </message>
    <message>
        <source>M keeps G, gives up P</source>
        <translation>M 保留 G，交出 P</translation>
    </message>
    <message>
        <source>no thread blocked</source>
        <translation>没有阻塞的线程</translation>
    </message>
    <message>
        <source>more threads</source>
        <translation>更多线程</translation>
    </message>
    <message>
        <source>blocked %1</source>
        <translation>已阻塞 %1</translation>
    </message>
    <message>
        <source>Idle threads</source>
        <translation>空闲线程</translation>
    </message>
    <message>
        <source>parked on a futex</source>
        <translation>挂起在 futex 上</translation>
    </message>
    <message>
        <source>no idle thread</source>
        <translation>没有空闲线程</translation>
    </message>
    <message>
        <source>looks every %1</source>
        <translation>每 %1 巡查</translation>
    </message>
    <message>
        <source>sleeps</source>
        <translation>休眠</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>未启动</translation>
    </message>
    <message>
        <source>asleep: %1</source>
        <translation>休眠：%1</translation>
    </message>
    <message>
        <source>Timers and netpoller</source>
        <translation>定时器与网络轮询</translation>
    </message>
    <message>
        <source>no goroutine waits for time or I/O</source>
        <translation>没有等待时间或 I/O 的 goroutine</translation>
    </message>
    <message>
        <source>timer</source>
        <translation>定时器</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>due</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>%1 后</translation>
    </message>
    <message>
        <source>Channels and locks</source>
        <translation>Channel 与锁</translation>
    </message>
    <message>
        <source>parked by gopark(): %1</source>
        <translation>被 gopark() 挂起：%1</translation>
    </message>
    <message>
        <source>no goroutine waits here</source>
        <translation>没有 goroutine 在此等待</translation>
    </message>
    <message>
        <source>others: %1</source>
        <translation>其他：%1</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>scheduling</source>
        <translation>调度中</translation>
    </message>
    <message>
        <source>spinning</source>
        <translation>自旋中</translation>
    </message>
    <message>
        <source>syscall</source>
        <translation>系统调用</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>world stopped</source>
        <translation>世界已停止</translation>
    </message>
    <message>
        <source>no thread</source>
        <translation>没有线程</translation>
    </message>
    <message>
        <source>cpu %1</source>
        <translation>cpu %1</translation>
    </message>
    <message>
        <source>off cpu</source>
        <translation>不在 cpu 上</translation>
    </message>
    <message>
        <source>tid %1</source>
        <translation>tid %1</translation>
    </message>
    <message>
        <source>Scheduler stage</source>
        <translation>调度器舞台</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Runnable</source>
        <translation>可运行</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Syscall</source>
        <translation>系统调用</translation>
    </message>
    <message>
        <source>Collector (modelled)</source>
        <translation>回收器（模拟）</translation>
    </message>
    <message>
        <source>Timer, network</source>
        <translation>定时、网络</translation>
    </message>
    <message>
        <source>Global run queue</source>
        <translation>全局运行队列</translation>
    </message>
    <message>
        <source>polled every 61 ticks</source>
        <translation>每 61 次调度查看一次</translation>
    </message>
    <message>
        <source>runqsteal(): %1 of %2</source>
        <translation>runqsteal()：%1 / %2</translation>
    </message>
    <message>
        <source>G%1 preempted</source>
        <translation>G%1 被抢占</translation>
    </message>
    <message>
        <source>sysmon handed P%1 from M%2 to M%3</source>
        <translation>sysmon 把 P%1 从 M%2 交给 M%3</translation>
    </message>
    <message>
        <source>P%1 handed off from M%2 to M%3</source>
        <translation>P%1 从 M%2 移交给 M%3</translation>
    </message>
    <message>
        <source>World stopped</source>
        <translation>世界已停止</translation>
    </message>
    <message>
        <source>%1 events lost</source>
        <translation>丢失 %1 个事件</translation>
    </message>
    <message>
        <source>Too fast to follow</source>
        <translation>太快，无法逐一显示</translation>
    </message>
    <message>
        <source>running on P%1</source>
        <translation>在 P%1 上运行</translation>
    </message>
    <message>
        <source>runnable, next on P%1</source>
        <translation>可运行，P%1 的下一个</translation>
    </message>
    <message>
        <source>runnable, in the local queue of P%1</source>
        <translation>可运行，在 P%1 的本地队列</translation>
    </message>
    <message>
        <source>runnable, in the global queue</source>
        <translation>可运行，在全局队列</translation>
    </message>
    <message>
        <source>runnable, on its way</source>
        <translation>可运行，在途中</translation>
    </message>
    <message>
        <source>waiting: %1</source>
        <translation>等待：%1</translation>
    </message>
    <message>
        <source>asleep, timer on P%1</source>
        <translation>休眠，定时器在 P%1</translation>
    </message>
    <message>
        <source>waiting for fd %1</source>
        <translation>等待 fd %1</translation>
    </message>
    <message>
        <source>in a system call on M%1</source>
        <translation>在 M%1 上执行系统调用</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>已 %1</translation>
    </message>
    <message>
        <source>wakes in %1</source>
        <translation>%1 后醒来</translation>
    </message>
    <message>
        <source>has run %1 so far</source>
        <translation>累计运行 %1</translation>
    </message>
    <message>
        <source>created by G%1</source>
        <translation>由 G%1 创建</translation>
    </message>
    <message>
        <source>asked to yield</source>
        <translation>已要求让出</translation>
    </message>
    <message>
        <source>local queue: %1 of 256</source>
        <translation>本地队列：%1 / 256</translation>
    </message>
    <message>
        <source>runnext: empty</source>
        <translation>runnext：空</translation>
    </message>
    <message>
        <source>runnext: G%1</source>
        <translation>runnext：G%1</translation>
    </message>
    <message>
        <source>tick %1, global queue at every 61st</source>
        <translation>第 %1 次调度，每 61 次看一次全局队列</translation>
    </message>
    <message>
        <source>timers armed: %1</source>
        <translation>已设定时器：%1</translation>
    </message>
    <message>
        <source>on the heap of P%1</source>
        <translation>在 P%1 的堆中</translation>
    </message>
    <message>
        <source>fires in %1</source>
        <translation>%1 后触发</translation>
    </message>
    <message>
        <source>A timer: an entry in the heap of a P. When it is due, whoever looks there sends on its channel or starts its function.</source>
        <translation>定时器：某个 P 的堆中的一项。到期时，由查看该堆的一方在它的通道上发送，或启动它的函数。</translation>
    </message>
    <message>
        <source>operating system thread %1</source>
        <translation>操作系统线程 %1</translation>
    </message>
    <message>
        <source>on cpu %1</source>
        <translation>在 cpu %1 上</translation>
    </message>
    <message>
        <source>on no cpu now</source>
        <translation>目前不在 cpu 上</translation>
    </message>
    <message>
        <source>with G%1</source>
        <translation>带着 G%1</translation>
    </message>
    <message>
        <source>goroutines: %1</source>
        <translation>goroutine：%1</translation>
    </message>
    <message>
        <source>goroutines that wait here: %1</source>
        <translation>在此等待的 goroutine：%1</translation>
    </message>
    <message>
        <source>A channel. Who waits here goes on when another goroutine sends, receives or closes it.</source>
        <translation>一个 channel。在此等待者要等别的 goroutine 发送、接收或关闭它，才能继续。</translation>
    </message>
    <message>
        <source>A lock. Who waits here goes on when its holder unlocks it.</source>
        <translation>一把锁。持有者解锁后，在此等待者才能继续。</translation>
    </message>
    <message>
        <source>A counter of work under way. Who waits here goes on when it comes to zero.</source>
        <translation>进行中工作的计数器。归零后，在此等待者才能继续。</translation>
    </message>
    <message>
        <source>A condition. Who waits here goes on when another goroutine signals it.</source>
        <translation>一个条件变量。别的 goroutine 发出信号后，在此等待者才能继续。</translation>
    </message>
    <message>
        <source>Who waits here goes on when another goroutine makes it runnable.</source>
        <translation>别的 goroutine 使其就绪后，在此等待者才能继续。</translation>
    </message>
    <message>
        <source>Netpoller</source>
        <translation>网络轮询器</translation>
    </message>
    <message>
        <source>Timers</source>
        <translation>定时器</translation>
    </message>
    <message>
        <source>Run queue of P%1</source>
        <translation>P%1 的运行队列</translation>
    </message>
    <message>
        <source>runnext of P%1</source>
        <translation>P%1 的 runnext</translation>
    </message>
    <message>
        <source>Idle Ps</source>
        <translation>空闲的 P</translation>
    </message>
    <message>
        <source>A goroutine: a function that runs beside the others, on any thread that has a P.</source>
        <translation>goroutine：与其他函数并发运行的函数，可在任何拥有 P 的线程上运行。</translation>
    </message>
    <message>
        <source>A P: the right to run Go code, with a run queue of its own. There are GOMAXPROCS of them.</source>
        <translation>P：运行 Go 代码的资格，自带一个运行队列。共有 GOMAXPROCS 个。</translation>
    </message>
    <message>
        <source>An M: a thread of the operating system. To run Go code it needs a P.</source>
        <translation>M：操作系统的线程。它必须拥有一个 P 才能运行 Go 代码。</translation>
    </message>
    <message>
        <source>Runnable goroutines that belong to no P. Each P looks here at every 61st tick, and when its own queue is empty.</source>
        <translation>不属于任何 P 的就绪 goroutine。每个 P 每 61 次调度，以及自己的队列为空时，会来这里取。</translation>
    </message>
    <message>
        <source>Asks the kernel (epoll) whose I/O is ready. Who waits here costs a goroutine, not a thread.</source>
        <translation>向内核 (epoll) 询问谁的 I/O 已就绪。在此等待只占用 goroutine，不占用线程。</translation>
    </message>
    <message>
        <source>Goroutines that sleep. Each P has a heap of timers and runs those that are due when it schedules.</source>
        <translation>休眠中的 goroutine。每个 P 有一个定时器堆，调度时运行到期的定时器。</translation>
    </message>
    <message>
        <source>Runnable goroutines of this P, up to 256. It takes from the head; a P without work steals half of them.</source>
        <translation>这个 P 的就绪 goroutine，最多 256 个。它从队头取；没有工作的 P 会偷走一半。</translation>
    </message>
    <message>
        <source>Runs next on this P, before its queue: the goroutine that it made or woke last. A newer one kicks it into the queue.</source>
        <translation>在这个 P 上先于队列运行：它最近创建或唤醒的 goroutine。更新的会把它挤进队列。</translation>
    </message>
    <message>
        <source>Goroutines that wait for time or I/O. They cost a goroutine, not a thread.</source>
        <translation>等待定时器或 I/O 的 goroutine。只占用 goroutine，不占用线程。</translation>
    </message>
    <message>
        <source>Ps that no thread holds. Who makes a goroutine runnable wakes one, if no thread spins.</source>
        <translation>没有线程持有的 P。有 goroutine 变为就绪且没有线程在自旋时，会唤醒其中一个。</translation>
    </message>
    <message>
        <source>Threads without work, parked on a futex. The one that parked last is woken first.</source>
        <translation>没有工作的线程，挂在 futex 上。最后挂起的最先被唤醒。</translation>
    </message>
    <message>
        <source>Threads that the kernel holds in a system call, with their goroutine. Their P went on without them.</source>
        <translation>与其 goroutine 一起停在系统调用里的线程。它们的 P 已另寻线程继续运行。</translation>
    </message>
    <message>
        <source>A thread without a P that looks round: it takes Ps from long system calls, and asks a goroutine that ran for 10 ms to yield.</source>
        <translation>不持有 P 的巡视线程：从过长的系统调用中夺回 P，并请求运行满 10 ms 的 goroutine 让出。</translation>
    </message>
    <message>
        <source>Goroutines that wait for each other; a row for each channel or lock.</source>
        <translation>互相等待的 goroutine；每个 channel 或锁占一行。</translation>
    </message>
    <message>
        <source>on I/O: %1</source>
        <translation>等 I/O：%1</translation>
    </message>
    <message>
        <source>the monitor, sysmon</source>
        <translation>监控线程 sysmon</translation>
    </message>
    <message>
        <source>%1 of 256</source>
        <translation>%1 / 256</translation>
    </message>
    <message>
        <source>from its head: %1</source>
        <translation>从队头起：%1</translation>
    </message>
    <message>
        <source>next: G%1 in %2</source>
        <translation>下一个：G%1，%2 后</translation>
    </message>
    <message>
        <source>waiting longest: %1</source>
        <translation>等待最久：%1</translation>
    </message>
    <message>
        <source>no thread waits in epoll_wait()</source>
        <translation>没有线程等在 epoll_wait() 中</translation>
    </message>
    <message>
        <source>M%1 waits in epoll_wait()</source>
        <translation>M%1 等在 epoll_wait() 中</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>threads: %1</source>
        <translation>线程：%1</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>舞台</translation>
    </message>
</context>
<context>
    <name>interleave::ui::charts::ChartsPanel</name>
    <message>
        <source>virtual time</source>
        <translation>虚拟时间</translation>
    </message>
    <message>
        <source>real time</source>
        <translation>真实时间</translation>
    </message>
    <message>
        <source>%1/s virtual</source>
        <translation>%1/秒（虚拟）</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>Nothing has run yet</source>
        <translation>还没有运行任何东西</translation>
    </message>
    <message>
        <source>Gs finished</source>
        <translation>完成的 G</translation>
    </message>
    <message>
        <source>No goroutine has run yet</source>
        <translation>还没有 goroutine 运行过</translation>
    </message>
    <message>
        <source>%1 · averaged over %2</source>
        <translation>%1 · 按 %2 平均</translation>
    </message>
    <message>
        <source>goroutines</source>
        <translation>goroutine</translation>
    </message>
    <message>
        <source>threads, voluntary</source>
        <translation>线程，主动</translation>
    </message>
    <message>
        <source>threads, forced</source>
        <translation>线程，被迫</translation>
    </message>
    <message>
        <source>Nothing has switched yet</source>
        <translation>还没有发生切换</translation>
    </message>
    <message>
        <source>threads on the virtual cores</source>
        <translation>虚拟核上的线程</translation>
    </message>
    <message>
        <source>threads: each seen by the kernel</source>
        <translation>线程：内核逐次记录</translation>
    </message>
    <message>
        <source>threads: kernel counters, sampled</source>
        <translation>线程：内核计数器采样</translation>
    </message>
    <message>
        <source>threads: not measured yet</source>
        <translation>线程：尚未测量</translation>
    </message>
    <message>
        <source>local</source>
        <translation>本地</translation>
    </message>
    <message>
        <source>global</source>
        <translation>全局</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>No queue has held a goroutine yet</source>
        <translation>队列里还没有出现过 goroutine</translation>
    </message>
    <message>
        <source>goroutines queued, and running on Ps</source>
        <translation>排队的和在 P 上运行的 goroutine</translation>
    </message>
    <message>
        <source>resident</source>
        <translation>常驻</translation>
    </message>
    <message>
        <source>stacks</source>
        <translation>栈</translation>
    </message>
    <message>
        <source>No sample of the engine&apos;s memory is kept with this run</source>
        <translation>这次运行没有保存引擎的内存采样</translation>
    </message>
    <message>
        <source>the engine&apos;s process without trace buffers</source>
        <translation>引擎进程，不含跟踪缓冲区</translation>
    </message>
    <message>
        <source>Gs</source>
        <translation>个 G</translation>
    </message>
    <message>
        <source>switches</source>
        <translation>次切换</translation>
    </message>
    <message>
        <source>Gs queued</source>
        <translation>个 G 排队</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>吞吐量</translation>
    </message>
    <message>
        <source>Switches</source>
        <translation>切换</translation>
    </message>
    <message>
        <source>Run queues</source>
        <translation>运行队列</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
</context>
<context>
    <name>interleave::ui::debug::DebugOverlay</name>
    <message>
        <source>Figures about the program itself</source>
        <translation>程序自身的数据</translation>
    </message>
    <message>
        <source>frame: none painted yet</source>
        <translation>帧：还没有绘制</translation>
    </message>
    <message>
        <source>frame %1 median, %2 worst of %3</source>
        <translation>帧：中位 %1，最慢 %2（共 %3 帧）</translation>
    </message>
    <message>
        <source>%1 frames/s</source>
        <translation>%1 帧/秒</translation>
    </message>
    <message>
        <source>no engine runs</source>
        <translation>没有引擎在运行</translation>
    </message>
    <message>
        <source>fullest ring %1 %</source>
        <translation>最满的环 %1 %</translation>
    </message>
    <message>
        <source>dropped %1 events</source>
        <translation>丢失 %1 个事件</translation>
    </message>
    <message>
        <source>%1 events/s</source>
        <translation>%1 个事件/秒</translation>
    </message>
    <message>
        <source>drain %1 ms</source>
        <translation>取出用时 %1 ms</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>丢失</translation>
    </message>
</context>
<context>
    <name>interleave::ui::guide::GuideCard</name>
    <message>
        <source>STEP %1 OF %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>共 %n 步</numerusform>
        </translation>
    </message>
    <message>
        <source>No run is open</source>
        <translation>没有打开的运行</translation>
    </message>
    <message>
        <source>Choose a scenario at the left, or open a saved run.</source>
        <translation>在左侧选择一个场景，或打开已保存的运行。</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>停留</translation>
    </message>
    <message>
        <source>Stands still at each step, long enough to read it (H)</source>
        <translation>在每一步停下，留足阅读时间（H）</translation>
    </message>
    <message>
        <source>Previous step</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>interleave::ui::guide::LanguageToggle</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
</context>
<context>
    <name>interleave::ui::guide::StepBar</name>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Go to step %1</source>
        <translation>跳到第 %1 步</translation>
    </message>
    <message>
        <source>Step %1 has not happened yet</source>
        <translation>第 %1 步尚未发生</translation>
    </message>
</context>
<context>
    <name>interleave::ui::inspector::InspectorView</name>
    <message>
        <source>(modelled)</source>
        <translation>（模拟）</translation>
    </message>
    <message>
        <source>Modelled: it stands for something that the engine does not do</source>
        <translation>模拟：代表引擎并未真正执行的事</translation>
    </message>
    <message>
        <source>Real: the engine did this. Click to go there</source>
        <translation>真实：引擎确实做了。点击跳到那里</translation>
    </message>
    <message>
        <source>Last events</source>
        <translation>最近的事件</translation>
    </message>
    <message>
        <source>Click a goroutine, a P, a thread or a queue on the stage to see what it is doing and what happened to it.</source>
        <translation>在舞台上点击 goroutine、P、线程或队列，查看它在做什么、发生过什么。</translation>
    </message>
    <message>
        <source>Nothing has happened here yet</source>
        <translation>这里还没有发生过什么</translation>
    </message>
</context>
<context>
    <name>interleave::ui::library::LibraryPanel</name>
    <message>
        <source>Scenarios</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search the scenarios</source>
        <translation>搜索场景</translation>
    </message>
    <message>
        <source>No scenario holds these words. Esc shows all of them again.</source>
        <translation>没有场景包含这些词。按 Esc 重新显示全部。</translation>
    </message>
</context>
<context>
    <name>interleave::ui::listing::ListingView</name>
    <message>
        <source>This run has no listing</source>
        <translation>这次运行没有程序清单</translation>
    </message>
</context>
<context>
    <name>interleave::ui::shell::Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>interleave::ui::shell::FilmDialog</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Captions from the narration, and a subtitle file</source>
        <translation>用讲解作字幕，并另存字幕文件</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Record film</source>
        <translation>录制影片</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>%1 frames a second</source>
        <translation>每秒 %1 帧</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>帧率</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Films (*.mp4 *.gif);;All files (*)</source>
        <translation>影片 (*.mp4 *.gif);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Running the scenario…</source>
        <translation>正在运行场景…</translation>
    </message>
    <message>
        <source>Recording…</source>
        <translation>正在录制…</translation>
    </message>
    <message>
        <source>Frame %1 of %2</source>
        <translation>第 %1 帧，共 %2 帧</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>正在取消…</translation>
    </message>
    <message>
        <source>Cancelled; nothing was kept.</source>
        <translation>已取消，未保留任何内容。</translation>
    </message>
    <message>
        <source>%1 is there already. Replace it?</source>
        <translation>%1 已存在。要替换它吗？</translation>
    </message>
    <message>
        <source>Completing the film…</source>
        <translation>正在完成影片…</translation>
    </message>
    <message>
        <source>The run is made again with the same settings and filmed from its beginning.</source>
        <translation>用相同的设置重新运行一次，并从头拍摄。</translation>
    </message>
    <message>
        <source>The recorded run is filmed from its beginning.</source>
        <translation>从头拍摄已记录的运行。</translation>
    </message>
    <message>
        <source>A name with .mp4 or .gif, or a new directory for PNG pictures</source>
        <translation>以 .mp4 或 .gif 结尾的文件名，或存放 PNG 图片的新目录</translation>
    </message>
    <message>
        <source>File or directory</source>
        <translation>文件或目录</translation>
    </message>
</context>
<context>
    <name>interleave::ui::shell::KeysOverlay</name>
    <message>
        <source>Keys and mouse</source>
        <translation>按键与鼠标</translation>
    </message>
    <message>
        <source>Any key or a click closes this.</source>
        <translation>按任意键或点击即可关闭。</translation>
    </message>
</context>
<context>
    <name>interleave::ui::shell::MainWindow</name>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>%1 – Interleave</source>
        <translation>%1 – Interleave</translation>
    </message>
    <message>
        <source>free time</source>
        <translation>自由时间</translation>
    </message>
    <message numerus="yes">
        <source>%n core(s)</source>
        <translation>
            <numerusform>%n 个核</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · seed %2</source>
        <translation>%1 · 种子 %2</translation>
    </message>
    <message>
        <source>Open a saved run</source>
        <translation>打开已保存的运行</translation>
    </message>
    <message>
        <source>Runs (*.ilv);;All files (*)</source>
        <translation>运行 (*.ilv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Save the run</source>
        <translation>保存运行</translation>
    </message>
    <message>
        <source>Runs (*.ilv)</source>
        <translation>运行 (*.ilv)</translation>
    </message>
    <message>
        <source>Save a picture of the page</source>
        <translation>保存页面图片</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>the picture cannot be written</source>
        <translation>无法写入图片</translation>
    </message>
    <message>
        <source>see that the directory can be written to</source>
        <translation>请确认目录可写</translation>
    </message>
    <message>
        <source>The film is recorded</source>
        <translation>影片已录制完成</translation>
    </message>
    <message>
        <source>About Interleave</source>
        <translation>关于 Interleave</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Interleave %1&lt;/h3&gt;&lt;p&gt;Runs processes, threads, coroutines and an M:N scheduler, and shows what they do. What is on screen really happened.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Interleave %1&lt;/h3&gt;&lt;p&gt;运行进程、线程、协程和 M:N 调度器，并展示它们的行为。屏幕上的一切都真实发生过。&lt;/p&gt;&lt;p&gt;自由软件，遵循 GNU 通用公共许可证第 3 版或更高版本。&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>interleave::ui::shell::PaceControl</name>
    <message>
        <source>%1 events/s</source>
        <translation>%1 个事件/秒</translation>
    </message>
    <message>
        <source>1 s = %1</source>
        <translation>1 秒 = %1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Slow motion: a second on screen shows a fixed length of the run</source>
        <translation>慢动作：屏幕上一秒展示固定长度的运行时间</translation>
    </message>
    <message>
        <source>Beat</source>
        <translation>节拍</translation>
    </message>
    <message>
        <source>One event after the other, evenly spaced</source>
        <translation>事件逐个出现，间隔均匀</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>速度</translation>
    </message>
</context>
<context>
    <name>interleave::ui::shell::RunDesk</name>
    <message>
        <source>Scenario %1</source>
        <translation>场景 %1</translation>
    </message>
    <message>
        <source>there is none of that name</source>
        <translation>没有这个名字的场景</translation>
    </message>
    <message>
        <source>there is none of that name — did you mean %1?</source>
        <translation>没有这个名字的场景——是否想要 %1？</translation>
    </message>
    <message>
        <source>What it did up to there is kept and can be looked through.</source>
        <translation>此前的记录已保留，可以继续查看。</translation>
    </message>
    <message>
        <source>The engine is gone</source>
        <translation>引擎已消失</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重新运行</translation>
    </message>
    <message>
        <source>The run ended in a deadlock</source>
        <translation>运行以死锁结束</translation>
    </message>
    <message>
        <source>The run ended in a panic</source>
        <translation>运行以 panic 结束</translation>
    </message>
    <message>
        <source>The run crashed</source>
        <translation>运行崩溃</translation>
    </message>
    <message>
        <source>The run reached its limit</source>
        <translation>运行达到上限</translation>
    </message>
    <message>
        <source>Events were lost</source>
        <translation>有事件丢失</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) came faster than they could be taken.</source>
        <translation>
            <numerusform>%n 个事件来得太快，未能取走。</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>正在打开 %1</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>正在保存 %1</translation>
    </message>
</context>
<context>
    <name>interleave::ui::shell::RunPanel</name>
    <message>
        <source>Reset parameters</source>
        <translation>重置参数</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Conducted time</source>
        <translation>指挥时间</translation>
    </message>
    <message>
        <source>Free time</source>
        <translation>自由时间</translation>
    </message>
    <message>
        <source>Cores</source>
        <translation>核数</translation>
    </message>
    <message>
        <source>Block G%1</source>
        <translation>阻塞 G%1</translation>
    </message>
    <message>
        <source>Block a G</source>
        <translation>阻塞 G</translation>
    </message>
    <message>
        <source>Makes it block in a system call</source>
        <translation>让它阻塞在系统调用中</translation>
    </message>
    <message>
        <source>Select a goroutine on the stage first; this makes it block in a system call</source>
        <translation>请先在舞台上选中一个 goroutine，它会阻塞在系统调用中</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>本次运行</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Back to the scenario&apos;s own parameters</source>
        <translation>恢复场景自己的参数</translation>
    </message>
    <message>
        <source>The same seed gives the same conducted run, event for event</source>
        <translation>同样的种子，指挥运行的每个事件都相同</translation>
    </message>
    <message>
        <source>New seed</source>
        <translation>新种子</translation>
    </message>
    <message>
        <source>Conducted</source>
        <translation>指挥</translation>
    </message>
    <message>
        <source>Virtual time: repeatable, and as slow as you like</source>
        <translation>虚拟时间：可重复，想多慢就多慢</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>自由</translation>
    </message>
    <message>
        <source>Real time on this machine&apos;s cores</source>
        <translation>在本机的核上以真实时间运行</translation>
    </message>
    <message>
        <source>Virtual cores; a change restarts the run</source>
        <translation>虚拟核；修改会重新运行</translation>
    </message>
    <message>
        <source>How many Ps; takes effect in the live run</source>
        <translation>P 的数量；在运行中立即生效</translation>
    </message>
    <message>
        <source>GOMAXPROCS changes the live run. Any other change restarts it.</source>
        <translation>GOMAXPROCS 在运行中生效，其他修改会重新运行。</translation>
    </message>
    <message>
        <source>Spawn a G</source>
        <translation>创建一个 G</translation>
    </message>
    <message>
        <source>Adds a goroutine to the live run</source>
        <translation>给当前运行增加一个 goroutine</translation>
    </message>
</context>
<context>
    <name>interleave::ui::shell::SideCard</name>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>选中</translation>
    </message>
</context>
<context>
    <name>interleave::ui::shell::TitleBar</name>
    <message>
        <source>Go scheduler</source>
        <translation>Go 调度器</translation>
    </message>
    <message>
        <source>Record film…</source>
        <translation>录制影片…</translation>
    </message>
</context>
<context>
    <name>interleave::ui::shell::TransportBar</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>%1 (Space)</source>
        <translation>%1（空格）</translation>
    </message>
    <message>
        <source>Restart the run</source>
        <translation>重新运行</translation>
    </message>
    <message>
        <source>To the start</source>
        <translation>到开头</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>One event back</source>
        <translation>后退一个事件</translation>
    </message>
    <message>
        <source>One event on</source>
        <translation>前进一个事件</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>到结尾</translation>
    </message>
    <message>
        <source>End</source>
        <translation>End</translation>
    </message>
    <message>
        <source>Position in the run</source>
        <translation>运行中的位置</translation>
    </message>
</context>
<context>
    <name>interleave::ui::shell::WindowActions</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation>最近的文件</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Save run…</source>
        <translation>保存运行…</translation>
    </message>
    <message>
        <source>Record film…</source>
        <translation>录制影片…</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>New window</source>
        <translation>新窗口</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Search the scenarios</source>
        <translation>搜索场景</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>播放或暂停</translation>
    </message>
    <message>
        <source>One event on</source>
        <translation>前进一个事件</translation>
    </message>
    <message>
        <source>One event back</source>
        <translation>后退一个事件</translation>
    </message>
    <message>
        <source>To the start</source>
        <translation>到开头</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>到结尾</translation>
    </message>
    <message>
        <source>Restart the run</source>
        <translation>重新运行</translation>
    </message>
    <message>
        <source>Previous step of the narration</source>
        <translation>讲解上一步</translation>
    </message>
    <message>
        <source>Next step of the narration</source>
        <translation>讲解下一步</translation>
    </message>
    <message>
        <source>Hold at each step of the narration</source>
        <translation>在讲解的每一步停留</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Presentation</source>
        <translation>演示模式</translation>
    </message>
    <message>
        <source>Scenarios and parameters</source>
        <translation>场景与参数</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Normal size</source>
        <translation>原始大小</translation>
    </message>
    <message>
        <source>Reduced motion</source>
        <translation>减少动态效果</translation>
    </message>
    <message>
        <source>Figures about the program</source>
        <translation>程序数据</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>About Interleave</source>
        <translation>关于 Interleave</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>wheel, W, S</source>
        <translation>滚轮、W、S</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>drag, A, D</source>
        <translation>拖动、A、D</translation>
    </message>
    <message>
        <source>Show the whole run</source>
        <translation>显示整个运行</translation>
    </message>
    <message>
        <source>Go to a moment</source>
        <translation>跳到某一时刻</translation>
    </message>
    <message>
        <source>click</source>
        <translation>点击</translation>
    </message>
    <message>
        <source>Move the playhead</source>
        <translation>移动播放头</translation>
    </message>
    <message>
        <source>drag the time axis</source>
        <translation>拖动时间轴</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>舞台</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Change the run there</source>
        <translation>在舞台上干预运行</translation>
    </message>
    <message>
        <source>right click</source>
        <translation>右键点击</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>click, Shift+arrow keys</source>
        <translation>点击、Shift+方向键</translation>
    </message>
    <message>
        <source>Select the next thing, or the one before</source>
        <translation>选择下一个或上一个对象</translation>
    </message>
</context>
<context>
    <name>interleave::ui::stage::StageControls</name>
    <message>
        <source>No run is open</source>
        <translation>没有打开的运行</translation>
    </message>
    <message>
        <source>The engine is starting</source>
        <translation>引擎正在启动</translation>
    </message>
    <message>
        <source>The run has ended: nothing can be changed any more. Restart it to try again</source>
        <translation>运行已结束，无法再更改。重新开始后再试</translation>
    </message>
    <message>
        <source>This is a saved run: what happened cannot be changed</source>
        <translation>这是保存的运行，已发生的无法更改</translation>
    </message>
    <message>
        <source>The engine was lost. Restart the run to try again</source>
        <translation>引擎已丢失。重新开始运行后再试</translation>
    </message>
    <message>
        <source>Spawn a goroutine that works for a while (N)</source>
        <translation>创建一个工作片刻的 goroutine (N)</translation>
    </message>
    <message>
        <source>Make it block in a system call (B)</source>
        <translation>让它阻塞在系统调用中 (B)</translation>
    </message>
    <message>
        <source>Select a goroutine first: then this makes it block in a system call</source>
        <translation>先选择一个 goroutine，再让它阻塞在系统调用中</translation>
    </message>
    <message>
        <source>GOMAXPROCS %1: one P fewer (−)</source>
        <translation>GOMAXPROCS %1：减少一个 P (−)</translation>
    </message>
    <message>
        <source>There is at least one P</source>
        <translation>至少要有一个 P</translation>
    </message>
    <message>
        <source>GOMAXPROCS %1: one P more (+)</source>
        <translation>GOMAXPROCS %1：增加一个 P (+)</translation>
    </message>
    <message>
        <source>There are at most %1 Ps</source>
        <translation>最多 %1 个 P</translation>
    </message>
    <message>
        <source>+ G</source>
        <translation>+ G</translation>
    </message>
    <message>
        <source>Spawn a goroutine</source>
        <translation>创建 goroutine</translation>
    </message>
    <message>
        <source>Block a G</source>
        <translation>阻塞 G</translation>
    </message>
    <message>
        <source>Block G%1</source>
        <translation>阻塞 G%1</translation>
    </message>
    <message>
        <source>Fewer Ps</source>
        <translation>减少 P</translation>
    </message>
    <message>
        <source>More Ps</source>
        <translation>增加 P</translation>
    </message>
    <message>
        <source>%1 Ps</source>
        <translation>%1 个 P</translation>
    </message>
</context>
<context>
    <name>interleave::ui::stage::StageWidget</name>
    <message>
        <source>B or right click: block it in a system call</source>
        <translation>B 或右键：让它阻塞在系统调用中</translation>
    </message>
    <message>
        <source>N: spawn a goroutine; + and −: more or fewer Ps</source>
        <translation>N：创建 goroutine；+ 和 −：增减 P</translation>
    </message>
    <message>
        <source>Scheduler stage</source>
        <translation>调度器舞台</translation>
    </message>
    <message>
        <source>No run yet</source>
        <translation>还没有运行</translation>
    </message>
    <message>
        <source>Choose a scenario at the left and press play. Everything that moves here then really happens in the engine.</source>
        <translation>在左侧选择场景并点击播放。这里的每一次移动都在引擎中真实发生。</translation>
    </message>
    <message>
        <source>Starting the engine</source>
        <translation>正在启动引擎</translation>
    </message>
    <message>
        <source>Playing</source>
        <translation>播放中</translation>
    </message>
    <message>
        <source>Paused at %1</source>
        <translation>暂停于 %1</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Engine lost</source>
        <translation>引擎丢失</translation>
    </message>
    <message>
        <source>The engine was lost</source>
        <translation>引擎已丢失</translation>
    </message>
    <message>
        <source>Its process ended before the run did. What it recorded is kept.</source>
        <translation>它的进程在运行结束前就终止了。已记录的内容保留。</translation>
    </message>
    <message>
        <source>Waiting for the first event</source>
        <translation>等待第一个事件</translation>
    </message>
    <message>
        <source>Spawn a goroutine</source>
        <translation>创建 goroutine</translation>
    </message>
    <message>
        <source>Make G%1 block in a system call</source>
        <translation>让 G%1 阻塞在系统调用</translation>
    </message>
    <message>
        <source>GOMAXPROCS</source>
        <translation>GOMAXPROCS</translation>
    </message>
    <message>
        <source>Nothing has happened here yet</source>
        <translation>这里还没有发生过什么</translation>
    </message>
</context>
<context>
    <name>interleave::ui::timeline::LaneView</name>
    <message>
        <source>Timeline lanes</source>
        <translation>时间线泳道</translation>
    </message>
    <message>
        <source>A and D pan, W and S zoom, Home and End go to the ends, 0 shows the whole run</source>
        <translation>A、D 平移，W、S 缩放，Home、End 到两端，0 显示整个运行</translation>
    </message>
    <message>
        <source>core %1</source>
        <translation>核 %1</translation>
    </message>
    <message>
        <source>none of this run</source>
        <translation>没有本次运行的线程</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>spinning</source>
        <translation>自旋中</translation>
    </message>
    <message>
        <source>system call</source>
        <translation>系统调用</translation>
    </message>
    <message>
        <source>scheduling</source>
        <translation>调度中</translation>
    </message>
    <message>
        <source>GC</source>
        <translation>GC</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>off core</source>
        <translation>不在核上</translation>
    </message>
    <message>
        <source>The kernel&apos;s own switches between cores were not recorded in this free run. Run it conducted to see every core.</source>
        <translation>这次自由运行没有记录内核在核之间的切换。用指挥模式运行即可看到每个核。</translation>
    </message>
    <message>
        <source>The run ended before anything ran here.</source>
        <translation>运行在此之前就已结束。</translation>
    </message>
    <message>
        <source>The engine has started; its first events are on their way.</source>
        <translation>引擎已启动，第一批事件正在路上。</translation>
    </message>
    <message>
        <source>Nothing has run yet</source>
        <translation>还没有运行任何东西</translation>
    </message>
    <message>
        <source>Choose a scenario and press play. Every slice drawn here will be one that really ran.</source>
        <translation>选择场景并点击播放。这里画出的每一段都是真实运行过的。</translation>
    </message>
    <message>
        <source>No lanes to show</source>
        <translation>没有可显示的泳道</translation>
    </message>
    <message>
        <source>G count</source>
        <translation>G 数量</translation>
    </message>
    <message>
        <source>max %1</source>
        <translation>最多 %1</translation>
    </message>
    <message>
        <source>start %1</source>
        <translation>开始 %1</translation>
    </message>
    <message>
        <source>length %1</source>
        <translation>时长 %1</translation>
    </message>
    <message>
        <source>ended by preemption</source>
        <translation>因抢占而结束</translation>
    </message>
</context>
<context>
    <name>interleave::ui::timeline::OverviewStrip</name>
    <message>
        <source>Overview of the run</source>
        <translation>运行总览</translation>
    </message>
</context>
<context>
    <name>interleave::ui::timeline::TimelineWidget</name>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>by P</source>
        <translation>按 P</translation>
    </message>
    <message>
        <source>A lane for each processor of the scheduler</source>
        <translation>调度器的每个处理器一条泳道</translation>
    </message>
    <message>
        <source>by M</source>
        <translation>按 M</translation>
    </message>
    <message>
        <source>A lane for each thread of the scheduler</source>
        <translation>调度器的每个线程一条泳道</translation>
    </message>
    <message>
        <source>by core</source>
        <translation>按核</translation>
    </message>
    <message>
        <source>A lane for each core, with the thread that was on it</source>
        <translation>每个核一条泳道，显示其上的线程</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Keep the playhead in view</source>
        <translation>保持播放头可见</translation>
    </message>
    <message>
        <source>%1 slices  ·  view %2 of %3</source>
        <translation>%1 段  ·  显示 %2 / %3</translation>
    </message>
    <message>
        <source>  ·  %1 arrows hidden, zoom in</source>
        <translation>  ·  隐藏了 %1 个箭头，请放大</translation>
    </message>
    <message>
        <source>%1 events lost</source>
        <translation>丢失 %1 个事件</translation>
    </message>
</context>
<context>
    <name>Event</name>
    <message>
        <source>the run begins with GOMAXPROCS {procs} on {cores} cores</source>
        <translation>运行开始：GOMAXPROCS 为 {procs}，共 {cores} 个核</translation>
    </message>
    <message>
        <source>the run ends: {status}</source>
        <translation>运行结束：{status}</translation>
    </message>
    <message>
        <source>{kind} {object} is called “{text}”</source>
        <translation>{kind} {object} 名为“{text}”</translation>
    </message>
    <message>
        <source>{g} prints: {text}</source>
        <translation>{g} 输出：{text}</translation>
    </message>
    <message>
        <source>fatal: {text}</source>
        <translation>致命错误：{text}</translation>
    </message>
    <message>
        <source>{count} events were lost here: a ring was full</source>
        <translation>此处丢失了 {count} 个事件：环形缓冲已满</translation>
    </message>
    <message>
        <source>intervention: {kind}</source>
        <translation>人为干预：{kind}</translation>
    </message>
    <message>
        <source>continued</source>
        <translation>续</translation>
    </message>
    <message>
        <source>core {core}: {out} gives way to {in} ({why})</source>
        <translation>核 {core}：{out} 让位给 {in}（{why}）</translation>
    </message>
    <message>
        <source>{parent} creates {g}</source>
        <translation>{parent} 创建 {g}</translation>
    </message>
    <message>
        <source>{p} runs {g}, found by {src}</source>
        <translation>{p} 运行 {g}，来源：{src}</translation>
    </message>
    <message>
        <source>{g} stops ({why}) and goes to {dest}</source>
        <translation>{g} 停止运行（{why}），去往 {dest}</translation>
    </message>
    <message>
        <source>{g} waits: {reason}</source>
        <translation>{g} 等待：{reason}</translation>
    </message>
    <message>
        <source>{by} makes {g} runnable</source>
        <translation>{by} 使 {g} 变为可运行</translation>
    </message>
    <message>
        <source>{g} ends</source>
        <translation>{g} 结束</translation>
    </message>
    <message>
        <source>{g} panics: {text}</source>
        <translation>{g} 发生 panic：{text}</translation>
    </message>
    <message>
        <source>{g} recovers</source>
        <translation>{g} 从 panic 中恢复</translation>
    </message>
    <message>
        <source>{g} calls Goexit</source>
        <translation>{g} 调用 Goexit</translation>
    </message>
    <message>
        <source>{g} locks itself to its thread</source>
        <translation>{g} 把自己锁定在当前线程上</translation>
    </message>
    <message>
        <source>{g} unlocks itself from its thread</source>
        <translation>{g} 解除与线程的锁定</translation>
    </message>
    <message>
        <source>{g} is put on {p}&apos;s queue ({slot})</source>
        <translation>{g} 进入 {p} 的队列（{slot}）</translation>
    </message>
    <message>
        <source>{g} is kicked out of {p}&apos;s runnext to the tail of its ring</source>
        <translation>{g} 被挤出 {p} 的 runnext，移到本地队列末尾</translation>
    </message>
    <message>
        <source>{p}&apos;s ring is full: {count} Gs go to the global queue</source>
        <translation>{p} 的本地队列已满：{count} 个 G 移入全局队列</translation>
    </message>
    <message>
        <source>{p} takes {g} from its own queue ({slot})</source>
        <translation>{p} 从自己的队列取出 {g}（{slot}）</translation>
    </message>
    <message>
        <source>{p} steals {count} from {from} in pass {pass}</source>
        <translation>{p} 在第 {pass} 轮从 {from} 窃取 {count} 个</translation>
    </message>
    <message>
        <source>{count} Gs join the global queue at its {end}</source>
        <translation>{count} 个 G 进入全局队列（{end}）</translation>
    </message>
    <message>
        <source>{p} takes {count} from the global queue</source>
        <translation>{p} 从全局队列取走 {count} 个</translation>
    </message>
    <message>
        <source>{p}: {from} → {to} ({why})</source>
        <translation>{p}：{from} → {to}（{why}）</translation>
    </message>
    <message>
        <source>{m} takes {p} from {fromM}, which is in a system call</source>
        <translation>{m} 从正在系统调用中的 {fromM} 手里收回 {p}</translation>
    </message>
    <message>
        <source>{p} is handed off ({branch})</source>
        <translation>{p} 被移交（{branch}）</translation>
    </message>
    <message>
        <source>{m} is a new thread</source>
        <translation>{m} 是新线程</translation>
    </message>
    <message>
        <source>{m} parks ({place})</source>
        <translation>{m} 休眠（{place}）</translation>
    </message>
    <message>
        <source>{by} wakes {m} for {p}</source>
        <translation>{by} 为 {p} 唤醒 {m}</translation>
    </message>
    <message>
        <source>{m} spinning: {on}</source>
        <translation>{m} 自旋：{on}</translation>
    </message>
    <message>
        <source>{m} exits</source>
        <translation>{m} 退出</translation>
    </message>
    <message>
        <source>the limit of {limit} threads is reached</source>
        <translation>达到 {limit} 个线程的上限</translation>
    </message>
    <message>
        <source>{m} looks for an idle P to wake: {res}</source>
        <translation>{m} 寻找可唤醒的空闲 P：{res}</translation>
    </message>
    <message>
        <source>sysmon looks round, next in {delay}</source>
        <translation>sysmon 巡查一次，{delay} 后再来</translation>
    </message>
    <message>
        <source>sysmon sleeps until {until}</source>
        <translation>sysmon 休眠到 {until}</translation>
    </message>
    <message>
        <source>sysmon wakes ({why})</source>
        <translation>sysmon 醒来（{why}）</translation>
    </message>
    <message>
        <source>{g} on {p} is asked to yield ({via})</source>
        <translation>要求 {p} 上的 {g} 让出（{via}）</translation>
    </message>
    <message>
        <source>{g} sees the request at a {at}</source>
        <translation>{g} 在{at}处看到让出请求</translation>
    </message>
    <message>
        <source>the request does not count here ({why})</source>
        <translation>让出请求在此处无效（{why}）</translation>
    </message>
    <message>
        <source>GOMAXPROCS {old} → {new}</source>
        <translation>GOMAXPROCS {old} → {new}</translation>
    </message>
    <message>
        <source>stop the world ({why})</source>
        <translation>停止世界（{why}）</translation>
    </message>
    <message>
        <source>the world stands still after {took}</source>
        <translation>用时 {took}，世界已停下</translation>
    </message>
    <message>
        <source>start the world</source>
        <translation>重启世界</translation>
    </message>
    <message>
        <source>collector: {phase}</source>
        <translation>垃圾回收：{phase}</translation>
    </message>
    <message>
        <source>{p} runs a collector&apos;s worker ({mode})</source>
        <translation>{p} 运行回收工作者（{mode}）</translation>
    </message>
    <message>
        <source>{g} owes the collector for {debt} and has to help</source>
        <translation>{g} 欠回收器 {debt}，必须帮忙</translation>
    </message>
    <message>
        <source>{g} waits until {debt} are paid for it</source>
        <translation>{g} 等待 {debt} 被偿还</translation>
    </message>
    <message>
        <source>{g} owes the collector nothing more</source>
        <translation>{g} 不再欠回收器</translation>
    </message>
    <message>
        <source>{g} arms timer {timer} on {p}</source>
        <translation>{g} 在 {p} 上设置定时器 {timer}</translation>
    </message>
    <message>
        <source>{g} stops timer {timer}; it was to fire: {ok}</source>
        <translation>{g} 停止定时器 {timer}；它本来将会触发：{ok}</translation>
    </message>
    <message>
        <source>timer {timer} leaves the heap: nobody waits on its channel</source>
        <translation>定时器 {timer} 离开堆：没有人在它的通道上等待</translation>
    </message>
    <message>
        <source>timer {timer} fires, {late} late</source>
        <translation>定时器 {timer} 触发，迟到 {late}</translation>
    </message>
    <message>
        <source>a tick of {channel} is dropped: nobody has taken the last one</source>
        <translation>{channel} 的一次滴答被丢弃：上一次还没有人取走</translation>
    </message>
    <message>
        <source>{m} polls the network ({call}): {n} ready</source>
        <translation>{m} 轮询网络（{call}）：{n} 个就绪</translation>
    </message>
    <message>
        <source>the network poller is woken for an earlier timer</source>
        <translation>因更早的定时器唤醒网络轮询器</translation>
    </message>
    <message>
        <source>{g} waits for fd {fd}</source>
        <translation>{g} 等待 fd {fd}</translation>
    </message>
    <message>
        <source>fd {fd} is ready for {g}</source>
        <translation>fd {fd} 已就绪，轮到 {g}</translation>
    </message>
    <message>
        <source>{g} enters a system call ({call})</source>
        <translation>{g} 进入系统调用（{call}）</translation>
    </message>
    <message>
        <source>{g} returns from the system call ({path})</source>
        <translation>{g} 从系统调用返回（{path}）</translation>
    </message>
    <message>
        <source>{g} makes channel {channel} of {cap}</source>
        <translation>{g} 创建 channel {channel}，容量 {cap}</translation>
    </message>
    <message>
        <source>{g} sends on {channel} ({path})</source>
        <translation>{g} 向 {channel} 发送（{path}）</translation>
    </message>
    <message>
        <source>{g} receives from {channel} ({path})</source>
        <translation>{g} 从 {channel} 接收（{path}）</translation>
    </message>
    <message>
        <source>{g} closes {channel}</source>
        <translation>{g} 关闭 {channel}</translation>
    </message>
    <message>
        <source>{g} selects over {cases} cases</source>
        <translation>{g} 在 {cases} 个分支中 select</translation>
    </message>
    <message>
        <source>{g} takes case {case} ({how})</source>
        <translation>{g} 选中分支 {case}（{how}）</translation>
    </message>
    <message>
        <source>{g} spins for {mutex}</source>
        <translation>{g} 自旋等待 {mutex}</translation>
    </message>
    <message>
        <source>{g} locks {mutex} ({path})</source>
        <translation>{g} 锁住 {mutex}（{path}）</translation>
    </message>
    <message>
        <source>{g} unlocks {mutex} ({path})</source>
        <translation>{g} 解锁 {mutex}（{path}）</translation>
    </message>
    <message>
        <source>{mutex} turns {mode}</source>
        <translation>{mutex} 转为{mode}模式</translation>
    </message>
    <message>
        <source>{g} {op} {mutex}</source>
        <translation>{g} 对 {mutex} 执行 {op}</translation>
    </message>
    <message>
        <source>{g} adds {delta} to {group}: {n} left, {waiters} waiting</source>
        <translation>{g} 给 {group} 加 {delta}：还剩 {n}，{waiters} 个在等待</translation>
    </message>
    <message>
        <source>{g} {op} {cond}</source>
        <translation>{g} 对 {cond} 执行 {op}</translation>
    </message>
    <message>
        <source>{g} derives {context} from {parent}</source>
        <translation>{g} 从 {parent} 派生 {context}</translation>
    </message>
    <message>
        <source>{context} is cancelled ({cause})</source>
        <translation>{context} 被取消（{cause}）</translation>
    </message>
    <message>
        <source>{g}&apos;s stack grows to {new}</source>
        <translation>{g} 的栈增长到 {new}</translation>
    </message>
    <message>
        <source>{g}&apos;s stack shrinks to {new}</source>
        <translation>{g} 的栈缩小到 {new}</translation>
    </message>
</context>
<context>
    <name>Word</name>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>runnext</source>
        <translation>runnext</translation>
    </message>
    <message>
        <source>local</source>
        <translation>本地队列</translation>
    </message>
    <message>
        <source>glob61</source>
        <translation>第 61 次调度</translation>
    </message>
    <message>
        <source>globBatch</source>
        <translation>全局队列</translation>
    </message>
    <message>
        <source>netpoll</source>
        <translation>网络轮询</translation>
    </message>
    <message>
        <source>steal</source>
        <translation>窃取</translation>
    </message>
    <message>
        <source>stealNext</source>
        <translation>窃取 runnext</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>锁定的线程</translation>
    </message>
    <message>
        <source>sysexit</source>
        <translation>系统调用返回</translation>
    </message>
    <message>
        <source>gcworker</source>
        <translation>回收工作者</translation>
    </message>
    <message>
        <source>parkRefused</source>
        <translation>未能挂起</translation>
    </message>
    <message>
        <source>gosched</source>
        <translation>Gosched</translation>
    </message>
    <message>
        <source>preempt</source>
        <translation>被抢占</translation>
    </message>
    <message>
        <source>yield</source>
        <translation>让出</translation>
    </message>
    <message>
        <source>globTail</source>
        <translation>全局队列尾部</translation>
    </message>
    <message>
        <source>globHead</source>
        <translation>全局队列头部</translation>
    </message>
    <message>
        <source>localTail</source>
        <translation>本地队列尾部</translation>
    </message>
    <message>
        <source>sameP</source>
        <translation>同一个 P</translation>
    </message>
    <message>
        <source>chanReceive</source>
        <translation>接收 channel</translation>
    </message>
    <message>
        <source>chanSend</source>
        <translation>发送 channel</translation>
    </message>
    <message>
        <source>chanReceiveNil</source>
        <translation>接收 nil channel</translation>
    </message>
    <message>
        <source>chanSendNil</source>
        <translation>发送 nil channel</translation>
    </message>
    <message>
        <source>select</source>
        <translation>select</translation>
    </message>
    <message>
        <source>selectNoCases</source>
        <translation>没有分支的 select</translation>
    </message>
    <message>
        <source>sleep</source>
        <translation>休眠</translation>
    </message>
    <message>
        <source>ioWait</source>
        <translation>输入输出</translation>
    </message>
    <message>
        <source>semacquire</source>
        <translation>信号量</translation>
    </message>
    <message>
        <source>mutexLock</source>
        <translation>互斥锁</translation>
    </message>
    <message>
        <source>rwMutexRLock</source>
        <translation>读锁</translation>
    </message>
    <message>
        <source>rwMutexLock</source>
        <translation>写锁</translation>
    </message>
    <message>
        <source>waitGroupWait</source>
        <translation>WaitGroup</translation>
    </message>
    <message>
        <source>condWait</source>
        <translation>条件变量</translation>
    </message>
    <message>
        <source>gcAssist</source>
        <translation>协助回收</translation>
    </message>
    <message>
        <source>gcWorkerIdle</source>
        <translation>回收工作者空闲</translation>
    </message>
    <message>
        <source>timerWait</source>
        <translation>定时器</translation>
    </message>
    <message>
        <source>tail</source>
        <translation>尾部</translation>
    </message>
    <message>
        <source>head</source>
        <translation>头部</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>syscall</source>
        <translation>系统调用</translation>
    </message>
    <message>
        <source>gcstop</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>已销毁</translation>
    </message>
    <message>
        <source>start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>acquire</source>
        <translation>获取</translation>
    </message>
    <message>
        <source>release</source>
        <translation>释放</translation>
    </message>
    <message>
        <source>syscallEnter</source>
        <translation>进入系统调用</translation>
    </message>
    <message>
        <source>syscallExit</source>
        <translation>离开系统调用</translation>
    </message>
    <message>
        <source>retake</source>
        <translation>收回</translation>
    </message>
    <message>
        <source>handoff</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>stw</source>
        <translation>停止世界</translation>
    </message>
    <message>
        <source>resize</source>
        <translation>改变数量</translation>
    </message>
    <message>
        <source>exitIdle</source>
        <translation>离开空闲</translation>
    </message>
    <message>
        <source>main</source>
        <translation>主线程</translation>
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
        <translation>模板线程</translation>
    </message>
    <message>
        <source>timer</source>
        <translation>定时器</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>withItsG</source>
        <translation>与锁定在其上的 G 一起等待</translation>
    </message>
    <message>
        <source>localOrGlobalWork</source>
        <translation>有工作可做</translation>
    </message>
    <message>
        <source>gcWork</source>
        <translation>有回收工作</translation>
    </message>
    <message>
        <source>noSpinning</source>
        <translation>没有自旋或空闲者</translation>
    </message>
    <message>
        <source>stwPending</source>
        <translation>即将停止世界</translation>
    </message>
    <message>
        <source>globalAgain</source>
        <translation>全局队列有工作</translation>
    </message>
    <message>
        <source>lastRunning</source>
        <translation>最后一个运行的 P</translation>
    </message>
    <message>
        <source>idleList</source>
        <translation>进入空闲列表</translation>
    </message>
    <message>
        <source>noIdleP</source>
        <translation>没有空闲的 P</translation>
    </message>
    <message>
        <source>alreadySpinning</source>
        <translation>已有线程在自旋</translation>
    </message>
    <message>
        <source>started</source>
        <translation>已启动</translation>
    </message>
    <message>
        <source>flag</source>
        <translation>标志</translation>
    </message>
    <message>
        <source>signal</source>
        <translation>信号</translation>
    </message>
    <message>
        <source>call</source>
        <translation>函数调用</translation>
    </message>
    <message>
        <source>loop</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>async</source>
        <translation>异步安全点</translation>
    </message>
    <message>
        <source>notInWhitelist</source>
        <translation>不是安全点</translation>
    </message>
    <message>
        <source>runtimeLock</source>
        <translation>持有运行时锁</translation>
    </message>
    <message>
        <source>noG</source>
        <translation>没有 G</translation>
    </message>
    <message>
        <source>user</source>
        <translation>程序调用</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>intervention</source>
        <translation>人为干预</translation>
    </message>
    <message>
        <source>procs</source>
        <translation>GOMAXPROCS</translation>
    </message>
    <message>
        <source>gcSweepEnd</source>
        <translation>清扫结束</translation>
    </message>
    <message>
        <source>gcMarkEnd</source>
        <translation>标记结束</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>mark</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>markTermination</source>
        <translation>标记终止</translation>
    </message>
    <message>
        <source>dedicated</source>
        <translation>专用</translation>
    </message>
    <message>
        <source>fractional</source>
        <translation>分时</translation>
    </message>
    <message>
        <source>ticker</source>
        <translation>周期定时器</translation>
    </message>
    <message>
        <source>afterFunc</source>
        <translation>AfterFunc</translation>
    </message>
    <message>
        <source>deadline</source>
        <translation>截止时间</translation>
    </message>
    <message>
        <source>ioDeadline</source>
        <translation>连接的截止时间</translation>
    </message>
    <message>
        <source>nonBlocking</source>
        <translation>不等待</translation>
    </message>
    <message>
        <source>blockBegin</source>
        <translation>开始等待</translation>
    </message>
    <message>
        <source>blockEnd</source>
        <translation>结束等待</translation>
    </message>
    <message>
        <source>read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>write</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>fsync</source>
        <translation>fsync</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>接受连接</translation>
    </message>
    <message>
        <source>compute</source>
        <translation>本地计算</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>ownP</source>
        <translation>拿回原来的 P</translation>
    </message>
    <message>
        <source>otherP</source>
        <translation>拿到另一个 P</translation>
    </message>
    <message>
        <source>noP</source>
        <translation>没有 P 可用</translation>
    </message>
    <message>
        <source>direct</source>
        <translation>直接交接</translation>
    </message>
    <message>
        <source>buf</source>
        <translation>缓冲区</translation>
    </message>
    <message>
        <source>park</source>
        <translation>挂起</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>nilForever</source>
        <translation>nil，永远等待</translation>
    </message>
    <message>
        <source>wouldBlock</source>
        <translation>会阻塞</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>已就绪</translation>
    </message>
    <message>
        <source>parked</source>
        <translation>挂起后</translation>
    </message>
    <message>
        <source>byDefault</source>
        <translation>default</translation>
    </message>
    <message>
        <source>fast</source>
        <translation>立即</translation>
    </message>
    <message>
        <source>spin</source>
        <translation>自旋后</translation>
    </message>
    <message>
        <source>woken</source>
        <translation>被唤醒</translation>
    </message>
    <message>
        <source>wake</source>
        <translation>唤醒等待者</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>starving</source>
        <translation>饥饿</translation>
    </message>
    <message>
        <source>rlock</source>
        <translation>读锁定</translation>
    </message>
    <message>
        <source>runlock</source>
        <translation>读解锁</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>rblock</source>
        <translation>等待读</translation>
    </message>
    <message>
        <source>block</source>
        <translation>阻塞</translation>
    </message>
    <message>
        <source>wait</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>broadcast</source>
        <translation>唤醒全部</translation>
    </message>
    <message>
        <source>canceled</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>deadlineExceeded</source>
        <translation>超过截止时间</translation>
    </message>
    <message>
        <source>custom</source>
        <translation>自定义原因</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>deadlock</source>
        <translation>死锁</translation>
    </message>
    <message>
        <source>noGoroutines</source>
        <translation>没有 goroutine</translation>
    </message>
    <message>
        <source>panic</source>
        <translation>panic</translation>
    </message>
    <message>
        <source>threadExhaustion</source>
        <translation>线程耗尽</translation>
    </message>
    <message>
        <source>unlockOfUnlocked</source>
        <translation>解锁未锁定的互斥锁</translation>
    </message>
    <message>
        <source>stackOverflow</source>
        <translation>栈溢出</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>达到上限</translation>
    </message>
    <message>
        <source>function</source>
        <translation>函数</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>channel</translation>
    </message>
    <message>
        <source>mutex</source>
        <translation>互斥锁</translation>
    </message>
    <message>
        <source>waitGroup</source>
        <translation>WaitGroup</translation>
    </message>
    <message>
        <source>cond</source>
        <translation>条件变量</translation>
    </message>
    <message>
        <source>semaphore</source>
        <translation>信号量</translation>
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
        <translation>标准输出</translation>
    </message>
    <message>
        <source>err</source>
        <translation>标准错误</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>crash</source>
        <translation>崩溃</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>voluntary</source>
        <translation>主动让出</translation>
    </message>
    <message>
        <source>involuntary</source>
        <translation>被夺走</translation>
    </message>
    <message>
        <source>exit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>spawn</source>
        <translation>创建 G</translation>
    </message>
    <message>
        <source>preemption</source>
        <translation>抢占</translation>
    </message>
</context>
</TS>
