// Lines of the listings at which goroutines are made. One place, so that a test can hold them against the texts.
#pragma once

#include "gmp/go.h"

namespace interleave::workload::sites {

inline constexpr gmp::Site kHelloWorker{"worker", 35};
inline constexpr gmp::Site kRunQueuesTask{"task", 30};
inline constexpr gmp::Site kStealingTask{"task", 32};
inline constexpr gmp::Site kStealingFlood{"flood", 39};
inline constexpr gmp::Site kChannelPonger{"ponger", 31};
inline constexpr gmp::Site kChannelProducer{"producer", 60};
inline constexpr gmp::Site kHandoffCaller{"caller", 42};
inline constexpr gmp::Site kHandoffComputer{"computer", 46};
inline constexpr gmp::Site kPreemptionOther{"other", 38};
inline constexpr gmp::Site kPreemptionHog{"hog", 40};
inline constexpr gmp::Site kGomaxprocsWorker{"worker", 34};
inline constexpr gmp::Site kGcAllocator{"allocator", 38};
inline constexpr gmp::Site kSelectFast{"worker", 70};
inline constexpr gmp::Site kSelectSlow{"worker", 71};
inline constexpr gmp::Site kSelectResponder{"responder", 76};
inline constexpr gmp::Site kStarvationHog{"hog", 52};
inline constexpr gmp::Site kStarvationVisitor{"visitor", 54};

}  // namespace interleave::workload::sites
