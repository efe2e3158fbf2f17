"""Spark: the same promise as DuckDB's, kept on a cluster. Nothing outside this room imports pyspark."""

from suyuan.engines.spark.session import ClusterError, SparkFaultError, SparkMissingError, cluster_url
from suyuan.engines.spark.workshop import SparkWorkshop

__all__ = ["ClusterError", "SparkFaultError", "SparkMissingError", "SparkWorkshop", "cluster_url"]
