import { exportFacts } from '../../shared/analytics/index.ts';
import { openConfigReader } from '../../shared/config/index.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { readEnvironment, text } from '../../shared/platform/environment.ts';
import { createLog } from '../../shared/platform/logging.ts';
import { openObjectList, openObjects } from '../../shared/platform/objects.ts';
import { openTable } from '../../shared/platform/table.ts';

const environment = readEnvironment({ TABLE_NAME: text, ANALYTICS_BUCKET: text });
const table = openTable(environment.TABLE_NAME);
const parts = {
  table,
  config: openConfigReader(table, systemClock),
  clock: systemClock,
  files: openObjects(environment.ANALYTICS_BUCKET),
  listFiles: openObjectList(environment.ANALYTICS_BUCKET),
  log: createLog('export-facts'),
};

/** Each night, where analytics was asked for. */
export const handler = (): Promise<void> => exportFacts(parts);
