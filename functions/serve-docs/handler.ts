import { createLog } from '../../shared/platform/logging.ts';
import { createHandler } from './app.ts';

/** GET /v1/openapi.json and GET /v1/docs. */
export const handler = createHandler(createLog('serve-docs'));
