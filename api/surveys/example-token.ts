export const exampleSurveyToken = 'u1c2t0.L01K9ZQ3V7N8Q0WJ9F4TE6H1KCM.khao-sat.b5Xq2Jm5o1r2s3t4u5v6w7x8y9z.vi.q0Jm5o1r2s3t4u5v6w7x8y9z';
