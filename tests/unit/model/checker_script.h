// What the tests of the checker share: pieces of histories, and the rows that a history breaks.
#pragma once

#include <string>

namespace interleave::model {

// G1 makes a goroutine; the rest says where it goes.
std::string made(int g, const std::string& rest);
// Gs first … last made and put into P0's ring in order: as if by a loop of puts.
std::string ring(int first, int last);
// The rows that the history breaks after kBegin (script.h), in order, with blanks between.
std::string rowsOf(const std::string& text, bool conducted = true);

// The second M takes the second P and spins.
inline const std::string kSecondP = R"(
2 MNew m=1 why=startm thread=1
2 MSpin m=1 on=1 n=1
2 PState m=1 p=1 from=idle to=running why=acquire
)";
// G1 gives way and joins the global queue.
inline const std::string kStopped = R"(
3 GoStop m=0 p=0 g=1 why=gosched dest=globTail
3 GlobPut m=0 p=0 end=tail count=1 len=1 [1]
)";
// Wakep by the first M: it starts an M; after that no P is idle any more.
inline const std::string kWakep = "2 Wakep m=0 p=0 res=started\n";
inline const std::string kWakepAgain = "2 Wakep m=0 p=0 res=noIdleP\n";
// G2 in runnext, G3 …: two more goroutines, ring [2], runnext 3.
inline const std::string kTwoMore =
    made(2, "2 RqPut m=0 p=0 g=2 slot=runnext len=0\n" + kWakep) +
    made(3, "2 RqKick m=0 p=0 g=2 len=1\n2 RqPut m=0 p=0 g=3 slot=runnext len=1\n" + kWakepAgain);

}  // namespace interleave::model
