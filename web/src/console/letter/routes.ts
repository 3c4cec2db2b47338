import type { beginLetterRoute } from '../../../../api/letters/begin-letter.ts';
import type { writeLetterRoute } from '../../../../api/letters/write-letter.ts';
import { routeCall } from '../api/index.ts';

export const beginLetter = routeCall<typeof beginLetterRoute>('GET', '/v1/leads/{leadId}/letters/new');
export const writeLetter = routeCall<typeof writeLetterRoute>('POST', '/v1/leads/{leadId}/letters');
