import { z } from 'zod';
import { SegmentIdInPath } from '../ids.ts';

export const SegmentPath = z.object({ segmentId: SegmentIdInPath });

/** Stands for a segment in examples. */
export const exampleSegmentId = 'khach-lau-khong-mua';
