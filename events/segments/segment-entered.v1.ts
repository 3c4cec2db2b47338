import { defineEvent } from '../contract.ts';
import { movement } from './movement.ts';

export const segmentEntered = defineEvent({
  detailType: 'segment.entered',
  version: 1,
  about: 'A lead came into a segment.',
  data: movement,
  example: { segmentId: 'khach-lau-khong-mua', seq: 1, reason: 'time', rulesVersion: 3, starts: true },
});
