import type { planLeaveRoute } from '../../../../api/duty/plan-leave.ts';
import type { withdrawLeaveRoute } from '../../../../api/duty/withdraw-leave.ts';
import type { chooseDigestsRoute } from '../../../../api/me/choose-digests.ts';
import type { chooseNoticesRoute } from '../../../../api/me/choose-notices.ts';
import type { proveTelegramRoute } from '../../../../api/me/prove-telegram.ts';
import type { readDigestsRoute } from '../../../../api/me/read-digests.ts';
import type { readTodayRoute } from '../../../../api/me/read-today.ts';
import type { signOutRoute } from '../../../../api/users/sign-out.ts';
import { routeCall } from '../api/index.ts';

export const readToday = routeCall<typeof readTodayRoute>('GET', '/v1/me/today');
export const chooseNotices = routeCall<typeof chooseNoticesRoute>('PUT', '/v1/me/notices');
export const readDigests = routeCall<typeof readDigestsRoute>('GET', '/v1/me/digests');
export const chooseDigests = routeCall<typeof chooseDigestsRoute>('PUT', '/v1/me/digests');
export const proveTelegram = routeCall<typeof proveTelegramRoute>('POST', '/v1/me/notices/telegram');
export const signOutEverywhere = routeCall<typeof signOutRoute>('POST', '/v1/users/{userId}/sign-out');
export const planLeave = routeCall<typeof planLeaveRoute>('PUT', '/v1/reps/{repId}/leave/{from}');
export const withdrawLeave = routeCall<typeof withdrawLeaveRoute>('DELETE', '/v1/reps/{repId}/leave/{from}');
