import segments from '../../../config/segments.json' with { type: 'json' };
import type { Company } from '../company.ts';
import { dayMs, hourMs, midnightOf } from '../seasons.ts';

const marketer = 'marketer@example.com';
const daysCounted = 8;

/** In the last days a marketer counts the segments before work begins. */
export function counting(company: Company): void {
  const { agenda, span } = company;
  for (let day = 0; day < daysCounted; day += 1) {
    const atMs = midnightOf(span.endMs - day * dayMs) + 8 * hourMs;
    if (atMs < span.startMs) continue;
    for (const { id } of segments) {
      agenda.at(atMs, () => company.ask({ user: marketer, route: 'POST /v1/segments/{segmentId}/count', path: { segmentId: id } }));
    }
  }
}
