import { z } from 'zod';
import { ImportIdInPath } from '../ids.ts';

export const ImportPath = z.object({ importId: ImportIdInPath });

/** Stands for a list in examples. */
export const exampleImportId = 'I01JDXRZ3M8Q4T7VW5N2K6H9BCE';
