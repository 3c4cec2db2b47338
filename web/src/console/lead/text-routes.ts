import type { listTextsRoute } from '../../../../api/texts/list-texts.ts';
import type { recordTextRoute } from '../../../../api/texts/record-text.ts';
import type { undoTextRoute } from '../../../../api/texts/undo-text.ts';
import { routeCall } from '../api/index.ts';

export const listTexts = routeCall<typeof listTextsRoute>('GET', '/v1/leads/{leadId}/texts');
export const recordText = routeCall<typeof recordTextRoute>('POST', '/v1/leads/{leadId}/texts');
export const undoText = routeCall<typeof undoTextRoute>('DELETE', '/v1/leads/{leadId}/texts/{textId}');
