/** Power of the answer to how many rows would settle a difference: four of five files of so many rows would. */
export const settlingPower = 0.8;
