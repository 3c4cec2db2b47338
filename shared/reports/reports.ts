import type { Report } from './report.ts';
import { distribution } from './rules-distribution.ts';
import { flow } from './rules-flow.ts';
import { funnel } from './rules-funnel.ts';
import { lost } from './rules-lost.ts';
import { overview } from './rules-overview.ts';
import { campaigns, sources } from './rules-sources.ts';

/** All reports, in the order in which they are shown. A new one stands here, and its words in `definitions.ts`. */
export const reports: readonly Report[] = [overview, funnel, flow, sources, campaigns, lost, distribution];
