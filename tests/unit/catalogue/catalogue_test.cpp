#include "catalogue/catalogue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace interleave::catalogue {
namespace {

Catalogue builtIn() {
    auto catalogue = Catalogue::builtIn();
    EXPECT_TRUE(catalogue) << catalogue.error().sentence();
    return std::move(catalogue).value();
}

TEST(Catalogue, TheBuiltInOneHoldsTheScenariosOfTheScheduler) {
    const Catalogue catalogue = builtIn();
    for (const char* id : {"go.hello-workers", "go.run-queues", "go.work-stealing", "go.channel", "go.syscall-handoff",
                           "go.preemption", "go.gomaxprocs", "go.gc-pause", "go.select", "go.mutex-starvation"})
        EXPECT_NE(catalogue.find(id), nullptr) << id;
    EXPECT_EQ(catalogue.find("go.nothing"), nullptr);
}

TEST(Catalogue, EveryScenarioTellsAStoryOfFiveStepsAtLeastAndHasAListing) {
    const Catalogue catalogue = builtIn();
    for (const Scenario& scenario : catalogue.scenarios()) {
        EXPECT_GE(scenario.narration.size(), 5u) << scenario.id;
        EXPECT_FALSE(scenario.listing.empty()) << scenario.id;
        EXPECT_GT(scenario.length.count(), 0) << scenario.id;
        for (const Step& step : scenario.narration)
            EXPECT_FALSE(step.when.event.empty()) << scenario.id << " " << step.id;
    }
}

TEST(Catalogue, BothLanguagesHaveTextsOfTheirOwn) {
    const Catalogue catalogue = builtIn();
    for (const Scenario& scenario : catalogue.scenarios()) {
        std::vector<const Text*> texts{&scenario.title, &scenario.summary};
        for (const Step& step : scenario.narration)
            texts.insert(texts.end(), {&step.title, &step.body});
        for (const Text* text : texts) {
            EXPECT_NE(text->en, text->zh) << scenario.id;
            const bool chinese = std::any_of(text->zh.begin(), text->zh.end(), [](char c) { return c < 0; });
            EXPECT_TRUE(chinese) << scenario.id << ": " << text->zh;
        }
    }
}

TEST(Catalogue, TheNearestNameIsFoundWithAndWithoutTheFamily) {
    const Catalogue catalogue = builtIn();
    EXPECT_EQ(catalogue.nearest("go.work-stealin"), "go.work-stealing");
    EXPECT_EQ(catalogue.nearest("chanel"), "go.channel");
    EXPECT_EQ(catalogue.nearest("go.premption"), "go.preemption");
    EXPECT_EQ(catalogue.nearest("something quite different"), "");
}

TEST(Catalogue, ATextIsChineseForAnyKindOfChinese) {
    const Text text{"yes", "是"};
    EXPECT_EQ(text.in("zh_CN"), "是");
    EXPECT_EQ(text.in("zh"), "是");
    EXPECT_EQ(text.in("en_GB"), "yes");
    EXPECT_EQ(text.in("de"), "yes");
}

}  // namespace
}  // namespace interleave::catalogue
