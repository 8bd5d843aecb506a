#include "ui/shell/film_run.h"

#include <algorithm>
#include <span>
#include <vector>

#include "base/assertion.h"
#include "trace/event.h"

namespace interleave::ui::shell {
namespace {

constexpr base::Duration kPatience{50'000'000};
constexpr base::Duration kSlack{1'000'000};
// A film by the beat shows few events a second, so this much of a run is always enough of it.
constexpr int kLengthsForBeat = 4;

base::Duration runTimeNeeded(const catalogue::Scenario& scenario, const FilmNeed& need) {
    if (need.upTo)
        return *need.upTo + kSlack;
    if (need.beat)
        return scenario.length * kLengthsForBeat + base::Duration(10'000'000);
    const double seconds = std::chrono::duration<double>(need.screen).count();
    return base::Duration(static_cast<std::int64_t>(seconds * static_cast<double>(need.screenSecond.count()))) + kSlack;
}

}  // namespace

base::Result<std::shared_ptr<const model::Recording>> recordRun(const catalogue::Scenario& scenario,
                                                                session::RunRequest request, const FilmNeed& need,
                                                                const std::function<bool(double)>& progress) {
    const base::Duration needed = runTimeNeeded(scenario, need);
    request.limitRun = request.limitRun ? std::min(*request.limitRun, needed) : needed;
    auto started = session::Session::start(scenario, std::move(request));
    if (!started)
        return started.error();
    session::Session& session = *started.value();
    session.runFreely();
    while (!session.wait(kPatience)) {
        const double share = static_cast<double>(session.reached().count()) / static_cast<double>(needed.count());
        if (progress && !progress(std::clamp(share, 0.0, 1.0)))
            return base::Error{"run of " + scenario.id, "it was cancelled", ""};
    }
    if (session.recording()->size() == 0)
        return base::Error{"run of " + scenario.id, "the engine ended before anything happened",
                           "try interleave run " + scenario.id + " to see why"};
    if (session.conducted())
        return sharedPartOf(*session.recording());
    return std::shared_ptr<const model::Recording>(session.recording());
}

std::shared_ptr<const model::Recording> sharedPartOf(const model::Recording& recording) {
    constexpr std::size_t kChunk = 1 << 16;
    auto shared = std::make_shared<model::Recording>(recording.meta());
    std::vector<trace::Event> chunk(kChunk);
    for (model::EventIndex first = 0; first < recording.size();) {
        std::size_t count = recording.read(first, chunk);
        // An event and its tail go in one piece: the last, perhaps cut, group waits for the next chunk.
        if (first + count < recording.size()) {
            do
                --count;
            while (count > 0 && trace::isTail(chunk[count]));
            ILV_ASSERT(count > 0);
        }
        shared->append(std::span(chunk.data(), count));
        first += count;
    }
    shared->finish(recording.notice());
    return shared;
}

}  // namespace interleave::ui::shell
