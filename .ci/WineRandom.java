import java.security.Provider;
import java.security.SecureRandomSpi;
import java.util.Random;

/**
 * Random numbers that are not secure: to seed its own, Java 21 and newer ask Windows for the network interfaces by a
 * function that Wine 8 lacks, which ends the process. For .ci/other-java only.
 */
public final class WineRandom extends Provider {

	private static final long serialVersionUID = 1;

	public WineRandom() {
		super("WineRandom", "1", "Not secure");
		put("SecureRandom.WineRandom", Spi.class.getName());
	}

	public static final class Spi extends SecureRandomSpi {

		private static final long serialVersionUID = 1;

		private final Random random = new Random();

		@Override
		protected void engineSetSeed(byte[] seed) {
			this.random.setSeed(System.nanoTime());
		}

		@Override
		protected void engineNextBytes(byte[] bytes) {
			this.random.nextBytes(bytes);
		}

		@Override
		protected byte[] engineGenerateSeed(int length) {
			byte[] seed = new byte[length];
			this.random.nextBytes(seed);
			return seed;
		}

	}

}
