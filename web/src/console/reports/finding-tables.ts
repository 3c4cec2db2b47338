/** What a share is of, by columns of the same table; their numbers add up to it. */
export const wholes: Readonly<Record<string, readonly string[]>> = {
  validShare: ['leads'],
  contactedShare: ['leads'],
  sqlShare: ['leads'],
  customerShare: ['leads'],
  visitorShare: ['leads'],
  slaShare: ['slaMet', 'slaMissed'],
  reachedShare: ['attempts'],
  winRate: ['won', 'lost'],
  bounceShare: ['mailsSent'],
  openShare: ['mailsSent'],
  clickShare: ['mailsSent'],
  refuseShare: ['mailsSent'],
  saidCustomerShare: ['saidBy'],
  mql30Share: ['leads'],
  sql30Share: ['leads'],
  customer90Share: ['leads'],
};

/** The share by which rows of a report are told apart, the first one that its table has. */
export const tellingShares: Readonly<Record<string, readonly string[]>> = {
  sources: ['sqlShare', 'winRate'],
  campaigns: ['sqlShare', 'winRate'],
  reps: ['slaShare'],
  quality: ['validShare'],
  cohorts: ['customer90Share', 'sql30Share'],
  sequences: ['clickShare'],
  behaviour: ['sqlShare'],
  profile: ['sqlShare'],
  feedback: ['saidCustomerShare'],
};

/** What a report is about: the column that its figure shows where nothing else is chosen. */
export const mainColumns: Readonly<Record<string, readonly string[]>> = {
  revenue: ['net:'],
  pipeline: ['amount:', 'openNeeds'],
  forecast: ['forecast:', 'openNeeds'],
  distribution: ['byTurn'],
  behaviour: ['visitors'],
  ageing: ['standing'],
  speed: ['assigned'],
};

/** Other columns than the one of the figure of which it is said which row has most. */
export const alsoTop: Readonly<Record<string, string>> = { lost: 'lostValue:', flow: 'back', ageing: 'stuck' };

/** Reports of which it says nothing that a row has most of the column of the figure: everybody enters at first, and the largest month is no better one. */
export const withoutTop: ReadonlySet<string> = new Set(['flow', 'cohorts', 'ageing', 'speed']);

/** Reports that tell how things stand at the end of the period, not what happened in it. */
export const standing: ReadonlySet<string> = new Set(['ageing', 'pipeline', 'forecast']);

/** The key of the row of what is not known. */
export const unknownKey = '-';
