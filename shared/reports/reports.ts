import type { Report } from './report.ts';
import { ageing } from './rules-ageing.ts';
import { behaviour } from './rules-behaviour.ts';
import { cohorts } from './rules-cohorts.ts';
import { distribution } from './rules-distribution.ts';
import { feedback } from './rules-feedback.ts';
import { flow } from './rules-flow.ts';
import { forecast } from './rules-forecast.ts';
import { funnel } from './rules-funnel.ts';
import { lost } from './rules-lost.ts';
import { overview } from './rules-overview.ts';
import { pipeline } from './rules-pipeline.ts';
import { profile } from './rules-profile.ts';
import { quality } from './rules-quality.ts';
import { reps } from './rules-reps.ts';
import { revenue } from './rules-revenue.ts';
import { sequences } from './rules-sequences.ts';
import { campaigns, sources } from './rules-sources.ts';
import { speed } from './rules-speed.ts';

/** All reports, in the order in which they are shown. A new one stands here, and its words in `definitions.ts`. */
export const reports: readonly Report[] = [
  overview,
  funnel,
  flow,
  sources,
  campaigns,
  speed,
  reps,
  lost,
  revenue,
  ageing,
  pipeline,
  forecast,
  cohorts,
  distribution,
  sequences,
  behaviour,
  profile,
  quality,
  feedback,
];
