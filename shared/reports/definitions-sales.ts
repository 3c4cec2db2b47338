import { type Definition, define } from './definition.ts';

const percentile = (percent: number, vi: string, viOf: string, en: string, enOf: string): Definition =>
  define(
    `${vi} (p${percent})`,
    `${percent} % có thời gian không quá mức này: ${viOf} Ai còn chờ được tính theo thời gian đã chờ; dấu ≥ nghĩa là con số còn tăng. Dưới 5 thì không hiện.`,
    `${en} (p${percent})`,
    `${percent} % took no longer than this: ${enOf} Who still waits counts at the time so far; ≥ says that the number will grow. Not shown below 5.`,
  );

const both = (name: string, ...words: [string, string, string, string]): Readonly<Record<string, Definition>> => ({
  [`${name}P50`]: percentile(50, ...words),
  [`${name}P90`]: percentile(90, ...words),
});

const within = (limit: number, vi: string, en: string): Definition =>
  define(
    `${vi} ≤ ${limit} phút`,
    `Phần khách được ${vi.toLowerCase()} trong ${limit} phút giờ làm việc của người phụ trách, trên số khách đã giao mà kinh doanh còn theo hoặc đã ${vi.toLowerCase()}. Chỉ hiện khi không còn thay đổi được nữa, và từ 10 người trở lên.`,
    `${en} ≤ ${limit} min`,
    `The part of the leads whose ${en.toLowerCase()} came within ${limit} minutes of the working time of whoever had them, of all that were given to a rep and are still worked with or had one. Shown only once it can no longer change, and from 10 people on.`,
  );

const withinEach = (name: string, vi: string, en: string): Readonly<Record<string, Definition>> =>
  Object.fromEntries([5, 15, 60].map((limit) => [`${name}Share${limit}`, within(limit, vi, en)]));

/** What the columns of reports of people and of money count. */
export const salesDefinitions: Readonly<Record<string, Definition>> = {
  assigned: define(
    'Đã giao',
    'Khách đến trong kỳ đã giao cho một nhân viên, trừ người kinh doanh đã thôi theo trước khi ai gọi.',
    'Given to a rep',
    'Leads that came in the span and were given to a rep, but for those with whom sales was done before anybody called.',
  ),
  attempted: define(
    'Đã gọi',
    'Khách đã có lần liên hệ đầu tiên do người thực hiện. Thư tự động và việc mới tạo không tính.',
    'Attempted',
    'Leads that somebody tried to reach. Automatic mails and tasks that were merely created do not count.',
  ),
  notAttempted: define(
    'Chưa gọi',
    'Khách đã giao mà chưa ai liên hệ lần nào.',
    'Not attempted',
    'Leads that were given to a rep and that nobody has tried to reach.',
  ),
  reached: define('Đã gặp', 'Khách có cuộc gọi gặp được người.', 'Reached', 'Leads whom a call reached.'),
  ...both(
    'system',
    'Trễ của hệ thống',
    'từ lúc nhận bài gửi đến lúc giao cho nhân viên, tính theo đồng hồ.',
    'System delay',
    'from the post that was accepted to the rep who got it, by the wall clock.',
  ),
  ...both(
    'notice',
    'Báo tin',
    'từ lúc giao đến lúc thư báo được chuyển cho máy chủ thư.',
    'Notice',
    'from the assignment to the notice that was handed to the mail service.',
  ),
  ...both(
    'acceptance',
    'Nhận khách',
    'từ lúc giao đến lúc nhân viên bấm nhận.',
    'Acceptance',
    'from the assignment to the word of the rep who takes it.',
  ),
  ...both(
    'attempt',
    'Lần gọi đầu',
    'giờ làm việc của những người đã phụ trách, từ lúc giao đến lần liên hệ đầu tiên.',
    'First attempt',
    'working time of those who had the lead, from the assignment to the first attempt.',
  ),
  ...withinEach('attempt', 'Gọi', 'First attempt'),
  ...both(
    'attemptWall',
    'Lần gọi đầu, theo đồng hồ',
    'từ lúc giao đến lần liên hệ đầu tiên, kể cả ngoài giờ.',
    'First attempt, wall clock',
    'from the assignment to the first attempt, off hours included.',
  ),
  ...both(
    'attemptOwn',
    'Lần gọi đầu của riêng nhân viên',
    'giờ làm việc của chính người gọi, hoặc người đang giữ, từ lúc người đó nhận khách.',
    'First attempt, own time',
    'working time of whoever called, or has the lead now, alone, since they got it.',
  ),
  ...both(
    'contact',
    'Lần gặp đầu',
    'giờ làm việc của những người đã phụ trách, từ lúc giao đến cuộc gọi đầu tiên gặp được người.',
    'First contact',
    'working time of those who had the lead, from the assignment to the first call that reached the person.',
  ),
  ...withinEach('contact', 'Gặp', 'First contact'),
  ...both(
    'contactWall',
    'Lần gặp đầu, theo đồng hồ',
    'từ lúc giao đến cuộc gọi đầu tiên gặp được người, kể cả ngoài giờ.',
    'First contact, wall clock',
    'from the assignment to the first call that reached the person, off hours included.',
  ),
  received: define(
    'Được nhận',
    'Mọi lần nhân viên bắt đầu phụ trách một khách hoặc một nhu cầu trong kỳ.',
    'Received',
    'Each time in the span that a rep began to have a lead or a need.',
  ),
  slaMet: define(
    'Đúng hạn',
    'Đồng hồ nhận khách và liên hệ lần đầu kết thúc trong kỳ và kịp hạn, của người có đồng hồ đó.',
    'SLA met',
    'Clocks for accepting and for the first contact that ended in the span in time, for whose clock it was.',
  ),
  slaMissed: define('Trễ hạn', 'Đồng hồ hết hạn trong kỳ mà chưa làm.', 'SLA missed', 'Clocks that ran out in the span.'),
  slaExcused: define(
    'Được miễn',
    'Đồng hồ dừng trước hạn vì khách được lấy lại hoặc nhân viên nghỉ phép; không tính vào tỷ lệ.',
    'SLA excused',
    'Clocks that were stopped before, because the lead was taken away or the rep is on leave; they are no part of the share.',
  ),
  slaShare: define(
    '% đúng hạn',
    'Đúng hạn ÷ (đúng hạn + trễ hạn) của các đồng hồ kết thúc trong kỳ. Dưới 10 thì không hiện.',
    '% SLA met',
    'Met ÷ (met + missed) of clocks that ended in the span. Not shown below 10.',
  ),
  attempts: define('Cuộc gọi', 'Mọi cuộc gọi đã ghi trong kỳ, của người gọi.', 'Calls', 'All calls of the span, for who made them.'),
  contacts: define('Gặp được', 'Trong đó: gặp được người.', 'Reached', 'Of them: the person was reached.'),
  reachedShare: define('% gặp được', 'Gặp được ÷ cuộc gọi.', '% reached', 'Reached ÷ calls.'),
  orders: define(
    'Đơn hàng',
    'Số đơn được xác nhận lần đầu trong kỳ.',
    'Orders',
    'Orders that were confirmed in the span for the first time.',
  ),
  confirmedMoney: define(
    'Chốt',
    'Giá trị đơn được xác nhận, và phần tăng giá, vào ngày của nó.',
    'Confirmed',
    'What orders were confirmed for, and what was added to their price, on the day of that.',
  ),
  takenBack: define(
    'Huỷ và trả',
    'Phần bị huỷ hoặc trả lại, vào ngày của nó, dù đơn đã chốt từ tháng nào.',
    'Cancelled and returned',
    'What was cancelled or returned, on the day of that, in whichever month it had been confirmed.',
  ),
  booked: define(
    'Doanh số',
    'Chốt − huỷ − trả, mỗi khoản vào ngày của nó.',
    'Booked',
    'Confirmed − cancelled − returned, each on its own day.',
  ),
  paidMoney: define('Đã thu', 'Tiền đã trả, vào ngày trả.', 'Paid', 'Money that came in, on its day.'),
  refundedMoney: define('Hoàn tiền', 'Tiền đã hoàn, vào ngày hoàn.', 'Refunded', 'Money that was given back, on its day.'),
  bookedLostLater: define(
    'Doanh số mất về sau',
    'Phần của doanh số dòng này bị huỷ hoặc trả ở một tháng sau. Con số của tháng cũ giữ nguyên.',
    'Booked, lost later',
    'What of this row was cancelled or returned in a later month. The month that was over keeps its number.',
  ),
  bookedOfEarlier: define(
    'Trừ cho tháng trước',
    'Phần huỷ và trả ở dòng này thuộc doanh số của các tháng trước.',
    'Of earlier months',
    'What of this row’s cancellations and returns takes back of earlier months.',
  ),
  netLostLater: define(
    'Tiền thu mất về sau',
    'Phần đã thu ở dòng này được hoàn ở một tháng sau.',
    'Net, lost later',
    'What was paid in this row and refunded in a later month.',
  ),
  netOfEarlier: define(
    'Hoàn cho tháng trước',
    'Phần hoàn ở dòng này thuộc tiền thu của các tháng trước.',
    'Net of earlier months',
    'What of this row’s refunds gives back of earlier months.',
  ),
  standing: define(
    'Đang ở giai đoạn',
    'Số khách đang đứng ở giai đoạn vào cuối kỳ, hoặc bây giờ nếu kỳ chưa hết. Người đã bị loại, để dành hoặc ngừng theo không tính.',
    'Standing',
    'Leads that are at the stage at the end of the span, or now where it is not over. Those who were disqualified, recycled or retired do not count.',
  ),
  ageBand: define(
    'Số ngày đã đứng',
    'Trong đó: đã đứng ở giai đoạn từng ấy ngày trong lần này. Ngày cuối của khoảng không thuộc khoảng.',
    'Days at the stage',
    'Of them: at the stage for so many days this time. The last day of a band is not of it.',
  ),
  stuck: define(
    'Bị bỏ quên',
    'Đứng ở giai đoạn từ 14 ngày mà 14 ngày qua không có cuộc gọi nào. Khách hàng không tính.',
    'Stuck',
    'At the stage for 14 days or longer, without a call in the last 14. Customers do not count.',
  ),
  stuckShare: define('% bị bỏ quên', 'Bị bỏ quên ÷ đang ở giai đoạn.', '% stuck', 'Stuck ÷ standing.'),
  ...both(
    'timeInStage',
    'Thời gian ở giai đoạn',
    'tổng mọi lần ở giai đoạn, của người rời đi trong kỳ hoặc còn ở đó vào cuối kỳ.',
    'Time in stage',
    'over all visits of the stage, of those who left it in the span or are there at its end.',
  ),
  openNeeds: define(
    'Nhu cầu đang mở',
    'Số nhu cầu đang mở vào cuối kỳ, hoặc bây giờ nếu kỳ chưa hết.',
    'Open needs',
    'Needs that are open at the end of the span, or now where it is not over.',
  ),
  openAmount: define(
    'Giá trị',
    'Tổng số tiền ghi trên các nhu cầu đang mở, theo số đang ghi bây giờ. Mỗi loại tiền một cột.',
    'Amount',
    'The amounts of the open needs, as they are noted now. Each currency has its column.',
  ),
  withoutAmount: define('Chưa có số tiền', 'Trong đó: chưa ai ghi số tiền.', 'Without amount', 'Of them: nobody noted an amount.'),
  overdue: define(
    'Quá ngày dự kiến',
    'Trong đó: ngày dự kiến chốt đã qua.',
    'Overdue',
    'Of them: the day by which they were expected to close is over.',
  ),
  forecast: define(
    'Dự báo',
    'Số tiền của từng nhu cầu đang mở × tỷ lệ thắng của bước đang đứng. Tỷ lệ lấy từ các lần đóng của chính công ty tính đến nửa đêm vừa qua; dưới 30 lần thì bù bằng mức chung của quy trình; chưa có lần nào thì dùng xác suất đã cấu hình.',
    'Forecast',
    'The amount of each open need × the rate at which needs at its stage were won. Rates are of the company’s own closes up to last midnight; below 30 filled up with the mean of the pipeline; where nothing was closed yet the configured probability.',
  ),
  wonNeeds: define(
    'Thắng trong kỳ',
    'Nhu cầu thắng trong kỳ theo lần đóng cuối cùng; theo tháng thì ở tháng đóng.',
    'Won in the span',
    'Needs that were won in the span, by their last close; by months in the month of that.',
  ),
  wonMoney: define('Giá trị thắng', 'Số tiền ghi trên các nhu cầu thắng đó.', 'Amount won', 'The amounts of those needs.'),
  forecastThen: define(
    'Dự báo đầu tháng',
    'Dự báo đã lưu khi tháng bắt đầu, của các nhu cầu khi ấy dự kiến chốt trong tháng.',
    'Forecast when it began',
    'What was forecast when the month began, of needs that were expected then to close within it.',
  ),
  wonLessForecast: define(
    'Thắng so với dự báo',
    'Giá trị thắng − dự báo đầu tháng. Nhu cầu mở rồi thắng ngay trong tháng có ở vế đầu, không có ở vế sau.',
    'Won less forecast',
    'The amount won − what was forecast when the month began. Needs that were opened and won within the month are in the first alone.',
  ),
  openForP50: define(
    'Tuổi (p50)',
    'Một nửa số nhu cầu đang mở đã mở không lâu hơn mức này.',
    'Age (p50)',
    'Half of the open needs have been open for no longer.',
  ),
  inStageForP50: define(
    'Ở bước hiện tại (p50)',
    'Một nửa số nhu cầu đang mở đứng ở bước hiện tại không lâu hơn mức này.',
    'In its stage (p50)',
    'Half of the open needs have been at their stage for no longer.',
  ),
  ...Object.fromEntries(
    (
      [
        ['mql', 'lên MQL', 'came to MQL'],
        ['sql', 'lên SQL', 'came to SQL'],
        ['sqo', 'lên SQO', 'came to SQO'],
        ['customer', 'thành khách hàng', 'became customers'],
        ['paid', 'trả tiền lần đầu', 'paid for the first time'],
      ] as const
    ).map(([goal, vi, en]) => [
      `cohort.${goal}`,
      define(
        `% ${vi}`,
        `Phần khách đến trong kỳ đã ${vi} trong 30 ngày, 90 ngày kể từ ngày đến của từng người, hoặc đến nay. Chữ nghiêng khi còn người chưa đủ ngày. Dưới 10 người thì không hiện.`,
        `% ${en}`,
        `The part of those who came in the span that ${en} within 30 or 90 days of their own arrival, or to this day. In italics while somebody has had fewer days. Not shown below 10.`,
      ),
    ]),
  ),
  'cohort.net': define(
    'Doanh thu thuần của nhóm',
    'Tiền đã trả trừ tiền đã hoàn của khách đến trong kỳ, trong 30 ngày, 90 ngày kể từ ngày đến của từng người, hoặc đến nay.',
    'Net revenue of the cohort',
    'What those who came in the span paid, less what was refunded, within 30 or 90 days of their own arrival, or to this day.',
  ),
};
