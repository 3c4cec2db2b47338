import { defineEvent } from '../contract.ts';
import { movement } from './movement.ts';

export const segmentLeft = defineEvent({
  detailType: 'segment.left',
  version: 1,
  about: 'A lead is in a segment no more.',
  data: movement,
  example: { segmentId: 'khach-lau-khong-mua', seq: 1, reason: 'time', rulesVersion: 3, starts: true },
});
