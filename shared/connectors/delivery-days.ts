/** How long what a platform said is kept as it said it: platforms try again for a day and a half, and samples are of these days. */
export const deliveryDays = 7;
/** As long as posts in quarantine: until somebody approves the connector. */
export const heldDays = 90;
