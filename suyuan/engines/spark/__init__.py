"""Spark: the same promise as DuckDB's, kept on a cluster. Nothing outside this room imports pyspark.

Its workshop is imported where a scan opens it: a command that only knows the cluster's errors starts without it.
"""

from suyuan.engines.spark.session import ClusterError, SparkFaultError, SparkMissingError, cluster_url

__all__ = ["ClusterError", "SparkFaultError", "SparkMissingError", "cluster_url"]
