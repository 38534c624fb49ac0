/** The mean radius of the Earth. Distances are those of a sphere. */
export const EARTH_KM = 6371.0088

/** The length of a degree of latitude, and of a degree of longitude at the equator. */
export const KM_PER_DEGREE = (EARTH_KM * Math.PI) / 180
