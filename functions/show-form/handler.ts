import { openConfigReader } from '../../shared/config/index.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { readEnvironment, text } from '../../shared/platform/environment.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openMasterSecret } from '../../shared/platform/secrets.ts';
import { openTable } from '../../shared/platform/table.ts';
import { createHandler } from './app.ts';

const environment = readEnvironment({ TABLE_NAME: text, SECRET_PARAMETER: text });

/** GET and OPTIONS /v1/forms/{formId} → the form as a page needs it. */
export const handler = createHandler(
  {
    config: openConfigReader(openTable(environment.TABLE_NAME), systemClock),
    secret: openMasterSecret(environment.SECRET_PARAMETER),
    clock: systemClock,
  },
  createLog('show-form'),
);
