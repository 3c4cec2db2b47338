import { z } from 'zod';
import { ExportIdInPath } from '../ids.ts';

export const ExportPath = z.object({ exportId: ExportIdInPath });

/** Stands for an export in examples. */
export const exampleExportId = 'X01JDXRZ3M8Q4T7VW5N2K6H9BCE';
