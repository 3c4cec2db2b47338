import { z } from 'zod';
import { defineEvent } from '../contract.ts';
import { exampleTask, taskData } from './task-data.ts';

export const taskHandedOver = defineEvent({
  detailType: 'task.handed_over',
  version: 1,
  about: 'A person gave a task to another rep. Tasks that follow the owner of their subject are told by its assignment.',
  data: {
    ...taskData,
    /** Who was to do it before; null: nobody. */
    fromRepId: z.string().nullable(),
  },
  example: { ...exampleTask, repId: 'rep-minh', fromRepId: 'rep-lan' },
});
