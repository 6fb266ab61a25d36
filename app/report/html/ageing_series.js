// From passages and deaths of frames to a saw: how old the table's entry was.
// Returns columns [time, age while valid, age beyond the limit] and the deaths with what followed.
function ageingColumns(series) {
  const limit = series.limit_s;
  const happenings = [
    ...series.passages.map(([at, , refreshes]) => ({at, anew: refreshes === 1})),
    ...series.deaths.map((death) => ({at: death.at, anew: death.begins_anew})),
  ].sort((a, b) => a.at - b.at);
  const times = [], valid = [], gone = [];
  const add = (at, age, beyond) => {
    times.push(at);
    valid.push(age);
    gone.push(beyond);
  };
  let born;  // of the entry, or its last refreshing
  const rise = (until) => {
    if (born === undefined) return;
    const crossing = born + limit;
    if (until > crossing) {
      add(crossing, limit, limit);
      add(until, null, until - born);
    } else
      add(until, until - born, null);
  };
  for (const happening of happenings) {
    if (!happening.anew) continue;
    rise(happening.at);
    born = happening.at;
    add(born, 0, null);
  }
  rise(Math.max(born ?? 0, wholeRun.to));
  return [times, valid, gone];
}

// How long after its death a frame's content came through; undefined: never before the loss.
function repairs(series) {
  const lost =
      (staysOf.get(series.phone) ?? []).filter((stay) => stay.end.lost).map((stay) => stay.to);
  const passed = series.passages.filter(([, direction, refreshes]) => direction === 0 && refreshes)
                     .map(([at]) => at);
  return series.deaths.map((death) => {
    // TCP sends it again, and that is known; else the next one that passes repairs it.
    const next = death.repaired === undefined ? passed.find((at) => at > death.at) :
                                                death.repaired ?? undefined;
    const loss = lost.find((at) => at > death.at);
    return {
      ...death,
      repaired: next !== undefined && (loss === undefined || next < loss) ? next : undefined,
      loss
    };
  });
}
