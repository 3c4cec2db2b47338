import { recountStagesWork } from '../../shared/lifecycle/recount-work.ts';
import { tellOverdueWork } from '../../shared/notices/tell-overdue.ts';
import { retryWaitingWork } from '../../shared/routing/retry-waiting.ts';
import { recountWork } from '../../shared/scoring/recount-work.ts';
import { sumVisits } from '../../shared/tracking/index.ts';
import { forwardWork, type WorkKind } from '../../shared/work/index.ts';

/** Every kind of work; the rights that they need together stand in infra/grants.ts. */
export const workKinds: readonly WorkKind[] = [forwardWork, recountStagesWork, recountWork, retryWaitingWork, sumVisits, tellOverdueWork];
