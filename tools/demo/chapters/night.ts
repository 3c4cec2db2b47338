import { putNight } from '../../../shared/status/index.ts';
import type { Company } from '../company.ts';

/** What a deployment begins: the nights in which silent leads are retired. */
export function night({ agenda, product }: Company): void {
  agenda.at(agenda.nowMs, () => product.begin([putNight(agenda.clock())]));
}
