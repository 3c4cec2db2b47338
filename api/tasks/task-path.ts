import { z } from 'zod';
import { TaskIdInPath } from '../ids.ts';

export const TaskPath = z.object({ taskId: TaskIdInPath });

/** Stands for a task in examples. */
export const exampleTaskId = 'L01K9ZQ3V7N8Q0WJ9F4TE6H1KCM.K01K9ZQ7M2X5D8F0A3B6C9E1GHJ';
