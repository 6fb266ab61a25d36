// What the page shows of frames: a ladder around each kind of loss, and how old the entry was that
// decided. From a second run of the same seed.
#pragma once

#include "app/report/html.hpp"

namespace app {

// Of the first loss of at most six stories; nothing for a run without losses.
PageEvidence page_recording(const SourceText& source, const RunResult& result,
                            const Progress& progress);

}  // namespace app
